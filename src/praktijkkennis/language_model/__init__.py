"""A language model as an optional coder or namer of topics, at an address of the user's own; off unless asked for."""

from praktijkkennis.language_model.address import KEY_VARIABLE, Address, api_key, parse_address, warning_for
from praktijkkennis.language_model.budget import Budget, Usage
from praktijkkennis.language_model.cache import AnswerCache, default_cache_folder
from praktijkkennis.language_model.client import Answer, AnswerFault, ChatClient
from praktijkkennis.language_model.coder import CodingCounts, ModelCoder, Uncoded
from praktijkkennis.language_model.dialect import Message, Question
from praktijkkennis.language_model.labeller import ModelLabeller
from praktijkkennis.language_model.prompt import CodingPrompt
from praktijkkennis.language_model.replies import json_object_in
from praktijkkennis.language_model.server import Backoff
from praktijkkennis.language_model.windows import WindowSize

__all__ = [
    "KEY_VARIABLE",
    "Address",
    "Answer",
    "AnswerCache",
    "AnswerFault",
    "Backoff",
    "Budget",
    "ChatClient",
    "CodingCounts",
    "CodingPrompt",
    "Message",
    "ModelCoder",
    "ModelLabeller",
    "Question",
    "Uncoded",
    "Usage",
    "WindowSize",
    "api_key",
    "default_cache_folder",
    "json_object_in",
    "parse_address",
    "warning_for",
]
