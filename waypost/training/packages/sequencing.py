"""Sequencing of SCORM 2004 (IMS Simple Sequencing and ADL's extensions) as typed values, with the standard's defaults.

The words of the rules stay as they are written ("ifNotAttempted", "exitParent"): whoever runs them knows them by these.
Source: SCORM 2004 4th Edition, Sequencing and Navigation, chapter 3.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ControlMode:
    """How one may move among the parts of this one."""

    choice: bool = True
    choice_exit: bool = True
    flow: bool = False
    forward_only: bool = False
    use_current_attempt_objective_info: bool = True
    use_current_attempt_progress_info: bool = True
    prevent_activation: bool = False
    constrain_choice: bool = False


@dataclass(frozen=True)
class Condition:
    condition: str
    operator: str = "noOp"
    referenced_objective: str = ""
    measure_threshold: Decimal | None = None


@dataclass(frozen=True)
class Rule:
    """If all (or any) of the conditions hold: ``action``."""

    action: str
    conditions: tuple[Condition, ...]
    combination: str = "all"


@dataclass(frozen=True)
class Limits:
    """``attempts`` of 0 allows none; None sets no limit. Durations as in ISO 8601."""

    attempts: int | None = None
    attempt_duration: str = ""


@dataclass(frozen=True)
class RollupRule:
    action: str
    conditions: tuple[Condition, ...]
    combination: str = "any"
    child_activity_set: str = "all"
    minimum_count: int = 0
    minimum_percent: Decimal = Decimal(0)


@dataclass(frozen=True)
class Rollup:
    """What this part counts for in the one above it, and how it comes to its own status."""

    rules: tuple[RollupRule, ...] = ()
    objective_satisfied: bool = True
    progress_completion: bool = True
    objective_measure_weight: Decimal = Decimal(1)
    required_for_satisfied: str = "always"
    required_for_not_satisfied: str = "always"
    required_for_completed: str = "always"
    required_for_incomplete: str = "always"
    measure_satisfaction_if_active: bool = True


@dataclass(frozen=True)
class ObjectiveMap:
    """What is read from, and written to, an objective that several parts share."""

    target: str
    read_satisfied_status: bool = True
    read_normalized_measure: bool = True
    write_satisfied_status: bool = False
    write_normalized_measure: bool = False
    read_raw_score: bool = True
    read_min_score: bool = True
    read_max_score: bool = True
    read_completion_status: bool = True
    read_progress_measure: bool = True
    write_raw_score: bool = False
    write_min_score: bool = False
    write_max_score: bool = False
    write_completion_status: bool = False
    write_progress_measure: bool = False


@dataclass(frozen=True)
class Objective:
    """``primary`` is the one that its status comes from."""

    id: str = ""
    primary: bool = False
    satisfied_by_measure: bool = False
    min_normalized_measure: Decimal = Decimal(1)
    maps: tuple[ObjectiveMap, ...] = ()


@dataclass(frozen=True)
class Randomization:
    timing: str = "never"
    reorder_children: bool = False
    selection_timing: str = "never"
    select_count: int | None = None


@dataclass(frozen=True)
class Delivery:
    tracked: bool = True
    completion_set_by_content: bool = False
    objective_set_by_content: bool = False


@dataclass(frozen=True)
class Sequencing:
    control: ControlMode = ControlMode()
    pre_conditions: tuple[Rule, ...] = ()
    exit_conditions: tuple[Rule, ...] = ()
    post_conditions: tuple[Rule, ...] = ()
    limits: Limits = Limits()
    rollup: Rollup = Rollup()
    objectives: tuple[Objective, ...] = ()
    randomization: Randomization = Randomization()
    delivery: Delivery = Delivery()

    @property
    def primary(self) -> Objective | None:
        return next((each for each in self.objectives if each.primary), None)
