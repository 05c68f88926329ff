"""How well the machine codes, how far coders agree, what to trust, and what to code next."""

from praktijkkennis.evaluation.active import next_to_code
from praktijkkennis.evaluation.between_coders import agreement, agreement_table, disagreements, rated_by
from praktijkkennis.evaluation.coding import Coding, coding_from_records, coding_from_table
from praktijkkennis.evaluation.coefficients import cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha
from praktijkkennis.evaluation.joining import join_codings
from praktijkkennis.evaluation.judgement import Evaluation, evaluate
from praktijkkennis.evaluation.sampling import agreement_design_effect, double_coding_advice, double_coding_size
from praktijkkennis.evaluation.spans import span_agreement, unitised_alpha
from praktijkkennis.evaluation.stances import stance_agreement
from praktijkkennis.evaluation.theme_sets import jaccard_distance, masi_distance, set_agreement, set_alpha
from praktijkkennis.evaluation.trust import (
    TrustCard,
    learned_trust_cards,
    level_of,
    stored_trust_cards,
    trust_cards,
    trust_summary,
)
from praktijkkennis.evaluation.units import RatedUnits

__all__ = [
    "Coding",
    "Evaluation",
    "RatedUnits",
    "TrustCard",
    "agreement",
    "agreement_design_effect",
    "agreement_table",
    "coding_from_records",
    "coding_from_table",
    "cohen_kappa",
    "disagreements",
    "double_coding_advice",
    "double_coding_size",
    "evaluate",
    "fleiss_kappa",
    "gwet_ac1",
    "jaccard_distance",
    "join_codings",
    "krippendorff_alpha",
    "learned_trust_cards",
    "level_of",
    "masi_distance",
    "next_to_code",
    "rated_by",
    "set_agreement",
    "set_alpha",
    "span_agreement",
    "stance_agreement",
    "stored_trust_cards",
    "trust_cards",
    "trust_summary",
    "unitised_alpha",
]
