"""How a clause is meant: the clauses of a sentence, and what denies, wishes, advises, asks or reports them.

From the ground up: ``cues`` knows words, ``finite`` finds the verbs of a sentence, ``openers`` and ``pieces`` cut it
up, ``linking`` and ``scope`` make clauses that depend on each other, ``subjects`` and ``person`` tell of whom they are
said, ``denial``, ``wishes``, ``advice``, ``questions`` and ``reports`` how they are meant. The library uses it through
:func:`praktijkkennis.preprocessing.assertion.assertion_of` and
:func:`praktijkkennis.preprocessing.negation.negation_cues`.
"""
