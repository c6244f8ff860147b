"""Sequencing in the shapes of ADL's test suite for the 4th edition."""

from decimal import Decimal

import pytest

from waypost.training.packages import Report, examine
from waypost.training.packages import sequencing as seq
from waypost.training.packages.tests import builder

pytestmark = pytest.mark.plain


def read(inside: str, collection: str = "") -> tuple[seq.Sequencing, Report]:
    """Of an organization with this sequencing."""
    after = (
        f"<imsss:sequencing>{inside}</imsss:sequencing>"
        if not inside.startswith("<imsss:sequencing ")
        else inside
    )
    report = examine(builder.scorm(version="2004 4th Edition", after=after, collection=collection))
    assert report.course
    assert report.course.sequencing
    return report.course.sequencing, report


def test_what_is_not_said_is_what_the_standard_takes() -> None:
    found, report = read("")
    assert found == seq.Sequencing()
    assert (found.control.choice, found.control.flow, found.delivery.tracked) == (True, False, True)
    assert report.items[0].sequencing is None


def test_choice_and_flow() -> None:
    found, _ = read(
        '<imsss:controlMode choice="false" choiceExit="false" flow="true" forwardOnly="1" '
        'useCurrentAttemptObjectiveInfo="false" useCurrentAttemptProgressInfo="0"/>'
        '<adlseq:constrainedChoiceConsiderations preventActivation="true" constrainChoice="true"/>'
        '<imsss:limitConditions attemptLimit="2" attemptAbsoluteDurationLimit="PT30M"/>'
        '<imsss:deliveryControls tracked="false" completionSetByContent="true" objectiveSetByContent="true"/>'
        '<imsss:randomizationControls randomizationTiming="onEachNewAttempt" reorderChildren="true" '
        'selectionTiming="once" selectCount="2"/>'
    )
    assert found.control == seq.ControlMode(False, False, True, True, False, False, True, True)
    assert found.limits == seq.Limits(2, "PT30M")
    assert found.delivery == seq.Delivery(False, True, True)
    assert found.randomization == seq.Randomization("onEachNewAttempt", True, "once", 2)


def test_rules() -> None:
    found, _ = read(
        '<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions conditionCombination="any">'
        '<imsss:ruleCondition referencedObjective="obj1" operator="not" condition="satisfied"/>'
        '<imsss:ruleCondition condition="objectiveMeasureGreaterThan" measureThreshold="0.6"/></imsss:ruleConditions>'
        '<imsss:ruleAction action="skip"/></imsss:preConditionRule><imsss:exitConditionRule><imsss:ruleConditions>'
        '<imsss:ruleCondition condition="completed"/></imsss:ruleConditions><imsss:ruleAction action="exit"/>'
        "</imsss:exitConditionRule><imsss:postConditionRule><imsss:ruleConditions>"
        '<imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="retryAll"/>'
        "</imsss:postConditionRule></imsss:sequencingRules>"
    )
    first = seq.Condition("satisfied", "not", "obj1")
    second = seq.Condition("objectiveMeasureGreaterThan", measure_threshold=Decimal("0.6"))
    assert found.pre_conditions == (seq.Rule("skip", (first, second), "any"),)
    assert found.exit_conditions == (seq.Rule("exit", (seq.Condition("completed"),)),)
    assert found.post_conditions == (seq.Rule("retryAll", (seq.Condition("always"),)),)


def test_rollup() -> None:
    found, _ = read(
        '<imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="false" '
        'objectiveMeasureWeight="0.25"><imsss:rollupRule childActivitySet="atLeastPercent" minimumPercent="0.5">'
        '<imsss:rollupConditions conditionCombination="all"><imsss:rollupCondition operator="not" '
        'condition="attempted"/></imsss:rollupConditions><imsss:rollupAction action="notSatisfied"/>'
        "</imsss:rollupRule></imsss:rollupRules><adlseq:rollupConsiderations requiredForSatisfied='ifNotSkipped' "
        "requiredForCompleted='ifAttempted' measureSatisfactionIfActive='false'/>"
    )
    rule = seq.RollupRule(
        "notSatisfied", (seq.Condition("attempted", "not"),), "all", "atLeastPercent", 0, Decimal("0.5")
    )
    assert found.rollup.rules == (rule,)
    assert (found.rollup.objective_satisfied, found.rollup.progress_completion) == (False, False)
    assert found.rollup.objective_measure_weight == Decimal("0.25")
    assert found.rollup.required_for_satisfied == "ifNotSkipped"
    assert found.rollup.required_for_completed == "ifAttempted"
    assert not found.rollup.measure_satisfaction_if_active


def test_objectives_and_the_ones_they_share() -> None:
    found, _ = read(
        '<imsss:objectives><imsss:primaryObjective objectiveID="p" satisfiedByMeasure="true">'
        "<imsss:minNormalizedMeasure> 0.6 </imsss:minNormalizedMeasure>"
        '<imsss:mapInfo targetObjectiveID="g" readNormalizedMeasure="false" writeSatisfiedStatus="true"/>'
        '</imsss:primaryObjective><imsss:objective objectiveID="second"/></imsss:objectives>'
        '<adlseq:objectives><adlseq:objective objectiveID="p">'
        '<adlseq:mapInfo targetObjectiveID="g" readRawScore="false" writeCompletionStatus="true"/>'
        '<adlseq:mapInfo targetObjectiveID="h" writeProgressMeasure="true"/></adlseq:objective></adlseq:objectives>'
    )
    primary, second = found.objectives
    assert found.primary is primary
    assert (primary.id, primary.min_normalized_measure) == ("p", Decimal("0.6"))
    one, other = primary.maps
    assert (one.target, one.write_satisfied_status, one.read_normalized_measure) == ("g", True, False)
    assert (one.read_raw_score, one.write_completion_status) == (False, True)
    assert (other.target, other.write_progress_measure, other.write_satisfied_status) == ("h", True, False)
    assert (second.id, second.primary, second.maps) == ("second", False, ())


def test_what_parts_share_and_say_themselves() -> None:
    collection = (
        '<imsss:sequencingCollection><imsss:sequencing ID="s"><imsss:controlMode flow="true"/>'
        '<imsss:limitConditions attemptLimit="3"/></imsss:sequencing></imsss:sequencingCollection>'
    )
    own = '<imsss:sequencing IDRef="s"><imsss:controlMode forwardOnly="true"/></imsss:sequencing>'
    found, report = read(own, collection)
    assert found.limits.attempts == 3
    assert (found.control.flow, found.control.forward_only) == (False, True)  # the whole element is replaced
    assert "sequencing_lost" not in report.codes()
    _, report = read('<imsss:sequencing IDRef="gone"/>')
    assert "sequencing_lost" in report.codes("warn")


@pytest.mark.parametrize(
    "inside",
    [
        '<imsss:controlMode choice="yes"/>',
        '<imsss:limitConditions attemptLimit="-1"/>',
        '<imsss:rollupRules objectiveMeasureWeight="2"/>',
        "<imsss:objectives><imsss:primaryObjective><imsss:minNormalizedMeasure>much</imsss:minNormalizedMeasure>"
        "</imsss:primaryObjective></imsss:objectives>",
        '<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/>'
        '</imsss:ruleConditions><imsss:ruleAction action="explode"/></imsss:preConditionRule></imsss:sequencingRules>',
    ],
)
def test_words_that_the_standard_does_not_have_are_told_and_left_out(inside: str) -> None:
    found, report = read(inside)
    assert "sequencing_word" in report.codes("warn")
    assert found.control == seq.ControlMode()
    assert found.limits == seq.Limits()
    assert found.rollup == seq.Rollup()
    assert found.pre_conditions == ()
    assert all(each.min_normalized_measure == 1 for each in found.objectives)


def test_global_objectives() -> None:
    written = builder.manifest(version="2004 3rd Edition").replace(
        '<organization identifier="o"', '<organization identifier="o" adlseq:objectivesGlobalToSystem="false"'
    )
    course = examine(builder.scorm({"imsmanifest.xml": written})).course
    assert course
    assert not course.global_objectives
