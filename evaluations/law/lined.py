"""YAML that remembers the line on which each thing stands, so that a mistake can be named by its line."""

from pathlib import Path
from typing import Any

import yaml

from evaluations.law.errors import RuleFileError


class Lined(dict):
    """A mapping with ``line`` (its first) and ``lines`` (of each key), counted from 1."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


def read(path: Path) -> Lined:
    """The mapping that a file holds. Raises RuleFileError for anything else, or the same key twice."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        raise RuleFileError(path.name, 1, "tệp phải là văn bản UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleFileError(path.name, line, f"không đọc được YAML ({error.problem}).") from None
    if not isinstance(node, yaml.MappingNode):
        raise RuleFileError(path.name, 1, "tệp phải là một bảng khóa – giá trị.")
    return _value(node, path.name)


def _value(node: yaml.Node, file: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        mapping = Lined(node.start_mark.line + 1)
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise RuleFileError(file, line, "khóa phải là một chữ.")
            if key.value in mapping:
                raise RuleFileError(file, line, f"khóa “{key.value}” ghi hai lần.")
            mapping[key.value] = _value(value, file)
            mapping.lines[key.value] = line
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, file) for item in node.value]
    try:
        return yaml.SafeLoader("").construct_object(node)
    except (ValueError, yaml.YAMLError):
        line = node.start_mark.line + 1
        raise RuleFileError(file, line, f"không đọc được giá trị “{node.value}”.") from None
