"""Sequencing as manifests write it, read into the values of ``sequencing``."""

from decimal import Decimal

from waypost.training.packages.findings import Findings
from waypost.training.packages.sequencing import (
    Condition,
    ControlMode,
    Delivery,
    Limits,
    Objective,
    ObjectiveMap,
    Randomization,
    Rollup,
    RollupRule,
    Rule,
    Sequencing,
)
from waypost.training.packages.trees import Element, number

_PRE = ("skip", "disabled", "hiddenFromChoice", "stopForwardTraversal")
_POST = ("exitParent", "exitAll", "retry", "retryAll", "continue", "previous")
_EXIT = ("exit",)
_CONDITIONS = (
    "satisfied",
    "objectiveStatusKnown",
    "objectiveMeasureKnown",
    "objectiveMeasureGreaterThan",
    "objectiveMeasureLessThan",
    "completed",
    "activityProgressKnown",
    "attempted",
    "attemptLimitExceeded",
    "timeLimitExceeded",
    "outsideAvailableTimeRange",
    "always",
)
_ROLLUP_CONDITIONS = (
    "satisfied",
    "objectiveStatusKnown",
    "objectiveMeasureKnown",
    "completed",
    "activityProgressKnown",
    "attempted",
    "attemptLimitExceeded",
    "timeLimitExceeded",
    "outsideAvailableTimeRange",
)
_ROLLUP_ACTIONS = ("satisfied", "notSatisfied", "completed", "incomplete")
_SETS = ("all", "any", "none", "atLeastCount", "atLeastPercent")
_COMBINATIONS = ("all", "any")
_OPERATORS = ("noOp", "not")
_TIMINGS = ("never", "once", "onEachNewAttempt")
_REQUIRED = ("always", "ifAttempted", "ifNotSkipped", "ifNotSuspended")


class Reader:
    """Reads the sequencing of one manifest. A word or number that the standard doesn't have is told, and its default
    taken.
    """

    def __init__(self, manifest: Element, place: str, findings: Findings) -> None:
        self._place = place
        self._findings = findings
        self._collection = {
            each.get("ID"): each
            for collection in manifest.all("sequencingCollection")
            for each in collection.all("sequencing")
        }

    def of(self, element: Element) -> Sequencing | None:
        """Of an item or an organization; None where it says nothing."""
        own = element.first("sequencing")
        if own is None:
            return None
        shared = self._shared(own)
        parts = {each.name: each for each in (*shared, *own.children)}  # its own go before shared ones

        def part(name: str) -> Element:
            return parts.get(name) or Element(name, "", own.line)

        rules = part("sequencingRules")
        return Sequencing(
            control=self._control(part("controlMode"), part("constrainedChoiceConsiderations")),
            pre_conditions=self._rules(rules, "preConditionRule", _PRE),
            exit_conditions=self._rules(rules, "exitConditionRule", _EXIT),
            post_conditions=self._rules(rules, "postConditionRule", _POST),
            limits=self._limits(part("limitConditions")),
            rollup=self._rollup(part("rollupRules"), part("rollupConsiderations")),
            objectives=self._objectives([*shared, *own.children]),
            randomization=self._randomization(part("randomizationControls")),
            delivery=self._delivery(part("deliveryControls")),
        )

    def _shared(self, own: Element) -> list[Element]:
        named = own.get("IDRef")
        if not named:
            return []
        if named not in self._collection:
            self._findings.warn("sequencing_lost", self._place, own.line, id=named)
            return []
        return self._collection[named].children

    def _control(self, control: Element, choice: Element) -> ControlMode:
        return ControlMode(
            choice=self._flag(control, "choice", True),
            choice_exit=self._flag(control, "choiceExit", True),
            flow=self._flag(control, "flow", False),
            forward_only=self._flag(control, "forwardOnly", False),
            use_current_attempt_objective_info=self._flag(control, "useCurrentAttemptObjectiveInfo", True),
            use_current_attempt_progress_info=self._flag(control, "useCurrentAttemptProgressInfo", True),
            prevent_activation=self._flag(choice, "preventActivation", False),
            constrain_choice=self._flag(choice, "constrainChoice", False),
        )

    def _rules(self, rules: Element, kind: str, actions: tuple[str, ...]) -> tuple[Rule, ...]:
        return tuple(
            Rule(
                action=self._action(each, "ruleAction", actions),
                conditions=self._conditions(each.first("ruleConditions"), "ruleCondition", _CONDITIONS),
                combination=self._combination(each.first("ruleConditions"), "all"),
            )
            for each in rules.all(kind)
            if self._action(each, "ruleAction", actions)
        )

    def _action(self, rule: Element, name: str, known: tuple[str, ...]) -> str:
        action = rule.first(name)
        return self._word(action if action else rule, "action", known, "")

    def _combination(self, conditions: Element | None, otherwise: str) -> str:
        return (
            self._word(conditions, "conditionCombination", _COMBINATIONS, otherwise)
            if conditions
            else otherwise
        )

    def _conditions(self, of: Element | None, name: str, known: tuple[str, ...]) -> tuple[Condition, ...]:
        found = []
        for each in of.all(name) if of else ():
            condition = self._word(each, "condition", known, "")
            if condition:
                operator = self._word(each, "operator", _OPERATORS, "noOp")
                threshold = (
                    self._number(each, "measureThreshold", -1, 1) if each.get("measureThreshold") else None
                )
                found.append(Condition(condition, operator, each.get("referencedObjective"), threshold))
        return tuple(found)

    def _limits(self, limits: Element) -> Limits:
        return Limits(self._count(limits, "attemptLimit"), limits.get("attemptAbsoluteDurationLimit"))

    def _rollup(self, rules: Element, considered: Element) -> Rollup:
        weight = self._number(rules, "objectiveMeasureWeight", 0, 1)
        return Rollup(
            rules=tuple(self._rollup_rule(each) for each in rules.all("rollupRule")),
            objective_satisfied=self._flag(rules, "rollupObjectiveSatisfied", True),
            progress_completion=self._flag(rules, "rollupProgressCompletion", True),
            objective_measure_weight=Decimal(1) if weight is None else weight,
            required_for_satisfied=self._word(considered, "requiredForSatisfied", _REQUIRED, "always"),
            required_for_not_satisfied=self._word(considered, "requiredForNotSatisfied", _REQUIRED, "always"),
            required_for_completed=self._word(considered, "requiredForCompleted", _REQUIRED, "always"),
            required_for_incomplete=self._word(considered, "requiredForIncomplete", _REQUIRED, "always"),
            measure_satisfaction_if_active=self._flag(considered, "measureSatisfactionIfActive", True),
        )

    def _rollup_rule(self, rule: Element) -> RollupRule:
        conditions = rule.first("rollupConditions")
        return RollupRule(
            action=self._action(rule, "rollupAction", _ROLLUP_ACTIONS),
            conditions=self._conditions(conditions, "rollupCondition", _ROLLUP_CONDITIONS),
            combination=self._combination(conditions, "any"),
            child_activity_set=self._word(rule, "childActivitySet", _SETS, "all"),
            minimum_count=self._count(rule, "minimumCount") or 0,
            minimum_percent=self._number(rule, "minimumPercent", 0, 1) or Decimal(0),
        )

    def _objectives(self, parts: list[Element]) -> tuple[Objective, ...]:
        """IMS's objectives, with the maps that ADL's element of the same name adds to them."""
        by_space: dict[bool, Element] = {
            "adlseq" in each.space: each for each in parts if each.name == "objectives"
        }
        more: dict[str, list[Element]] = {}
        for each in by_space[True].all("objective") if True in by_space else ():
            more.setdefault(each.get("objectiveID"), []).extend(each.all("mapInfo"))
        own = by_space[False].all("primaryObjective", "objective") if False in by_space else ()
        return tuple(self._objective(each, more.get(each.get("objectiveID"), [])) for each in own)

    def _objective(self, element: Element, more: list[Element]) -> Objective:
        measure = element.first("minNormalizedMeasure")
        least = self._measure(measure) if measure else Decimal(1)
        added = {each.get("targetObjectiveID"): each for each in more}
        maps = [
            self._map(each, added.pop(each.get("targetObjectiveID"), None)) for each in element.all("mapInfo")
        ]
        maps += [self._map(None, each) for each in added.values()]
        return Objective(
            id=element.get("objectiveID"),
            primary=element.name == "primaryObjective",
            satisfied_by_measure=self._flag(element, "satisfiedByMeasure", False),
            min_normalized_measure=least,
            maps=tuple(maps),
        )

    def _map(self, ims: Element | None, adl: Element | None) -> ObjectiveMap:
        either = ims or adl
        assert either is not None  # noqa: S101  a map is made of one of them
        ims = ims or Element("mapInfo", "", either.line)
        adl = adl or Element("mapInfo", "", either.line)
        return ObjectiveMap(
            target=either.get("targetObjectiveID"),
            read_satisfied_status=self._flag(ims, "readSatisfiedStatus", True),
            read_normalized_measure=self._flag(ims, "readNormalizedMeasure", True),
            write_satisfied_status=self._flag(ims, "writeSatisfiedStatus", False),
            write_normalized_measure=self._flag(ims, "writeNormalizedMeasure", False),
            read_raw_score=self._flag(adl, "readRawScore", True),
            read_min_score=self._flag(adl, "readMinScore", True),
            read_max_score=self._flag(adl, "readMaxScore", True),
            read_completion_status=self._flag(adl, "readCompletionStatus", True),
            read_progress_measure=self._flag(adl, "readProgressMeasure", True),
            write_raw_score=self._flag(adl, "writeRawScore", False),
            write_min_score=self._flag(adl, "writeMinScore", False),
            write_max_score=self._flag(adl, "writeMaxScore", False),
            write_completion_status=self._flag(adl, "writeCompletionStatus", False),
            write_progress_measure=self._flag(adl, "writeProgressMeasure", False),
        )

    def _randomization(self, element: Element) -> Randomization:
        return Randomization(
            timing=self._word(element, "randomizationTiming", _TIMINGS, "never"),
            reorder_children=self._flag(element, "reorderChildren", False),
            selection_timing=self._word(element, "selectionTiming", _TIMINGS, "never"),
            select_count=self._count(element, "selectCount"),
        )

    def _delivery(self, element: Element) -> Delivery:
        return Delivery(
            tracked=self._flag(element, "tracked", True),
            completion_set_by_content=self._flag(element, "completionSetByContent", False),
            objective_set_by_content=self._flag(element, "objectiveSetByContent", False),
        )

    def _measure(self, element: Element) -> Decimal:
        measure = number(element.text, -1, 1)
        if measure is None:
            self._tell(element, element.name, element.text)
        return Decimal(1) if measure is None else measure

    def _flag(self, element: Element, name: str, otherwise: bool) -> bool:
        written = element.get(name)
        if written in ("", "true", "1", "false", "0"):
            return written in ("true", "1") if written else otherwise
        self._tell(element, name, written)
        return otherwise

    def _word(self, element: Element, name: str, known: tuple[str, ...], otherwise: str) -> str:
        written = element.get(name)
        if written and written not in known:
            self._tell(element, name, written)
        return written if written in known else otherwise

    def _count(self, element: Element, name: str) -> int | None:
        written = element.get(name)
        if not written:
            return None
        if written.isascii() and written.isdigit() and len(written) < 10:
            return int(written)
        self._tell(element, name, written)
        return None

    def _number(self, element: Element, name: str, least: int, most: int) -> Decimal | None:
        written = element.get(name)
        if not written:
            return None
        found = number(written, least, most)
        if found is None:
            self._tell(element, name, written)
        return found

    def _tell(self, element: Element, name: str, written: str) -> None:
        self._findings.warn("sequencing_word", self._place, element.line, name=name, value=written[:60])
