"""What an organisation's rules answer to a question, each with the place in its document."""

from collections.abc import Iterator, Sequence

from coach.standards.model import Method, Standard
from coach.standards.organisation import MethodRules, Organisation


def time_of(organisation: Organisation, methods: Sequence[Method]) -> list[str]:
    """Return how long methods take."""
    found = []
    for method in methods:
        rules = organisation.rules(method.id)
        if rules.minutes is None:
            found.append(f"For the {method.title.lower()} the document gives no length.")
            continue
        least = f"{rules.minutes_at_least.value} to " if rules.minutes_at_least else ""
        text = f"The {method.title.lower()} takes {least}{rules.minutes.value} minutes{_tolerance(rules)}."
        if rules.question_minutes_at_most:
            text += f" At most {rules.question_minutes_at_most.value} of them are questions."
        elif rules.question_percent_at_most:
            share = rules.minutes.value * rules.question_percent_at_most.value // 100
            text += f" At most {share} of them are questions."
        found.append(text)
    return found


def _tolerance(rules: MethodRules) -> str:
    if rules.tolerance_percent is None:
        return ""
    if rules.tolerance_only_longer and rules.tolerance_only_longer.value:
        return f", and the assessor may add up to {rules.tolerance_percent.value} %"
    return f", give or take {rules.tolerance_percent.value} %"


def questions_of(organisation: Organisation, methods: Sequence[Method]) -> list[str]:
    """Return how many questions there are, of what kind, and who asks them."""
    found = []
    for method in methods:
        rules = organisation.rules(method.id)
        parts = []
        if rules.questions:
            kind = "open " if rules.open_questions and rules.open_questions.value else ""
            parts.append(f"The {method.title.lower()} has {rules.questions.value} {kind}questions.")
        elif rules.question_minutes_at_most:
            parts.append(f"Questions take at most {rules.question_minutes_at_most.value} minutes of the observation.")
        else:
            parts.append(f"For the {method.title.lower()} the document gives no number of questions.")
        if rules.follow_ups:
            parts.append(rules.follow_ups.value)
        if rules.agenda_shared and not rules.agenda_shared.value:
            parts.append("You don't see them beforehand.")
        found.append(" ".join(parts))
    return found


def grade_of(organisation: Organisation) -> list[str]:
    """Return what makes a grade, for a method and overall."""
    found = []
    if organisation.method_grade:
        value = organisation.method_grade.value.replace("pass: ", "a pass takes ", 1)
        found.append(f"In each method {value.replace('distinction: ', 'a distinction takes ', 1)}.")
    if organisation.overall_grade:
        whole = organisation.overall_grade.value.replace(": ", " is a ").replace("otherwise ", "else it is a ")
        found.append(f"Overall {whole}.")
    return found or ["The document doesn't say how the grades are made."]


def resit_of(organisation: Organisation) -> list[str]:
    """Return what happens after a fail."""
    resit = organisation.resit
    found = ["You can try again."]
    if resit.within_months:
        found.append(f"A resit has to be within {resit.within_months.value} months.")
    if resit.otherwise:
        found.append(f"{resit.otherwise.value.rstrip('.')}.")
    if resit.capped_at:
        found.append(f"The grade is then capped at {resit.capped_at.value}.")
    if resit.rework_months:
        found.append(f"A failed project is reworked within {resit.rework_months.value} month.")
    if resit.action_plan and resit.action_plan.value:
        found.append("Your employer agrees an action plan with you first.")
    return found


def order_of(organisation: Organisation, methods: Sequence[Method]) -> list[str]:
    """Return which method comes before which."""
    titles = {method.id: method.title.lower() for method in methods}
    found = [
        f"The {titles[rule.value.first]} {'has to come' if rule.value.required else 'is best'} "
        f"before the {titles[rule.value.then]}."
        for rule in organisation.order
        if rule.value.first in titles and rule.value.then in titles
    ]
    return found or ["No order is fixed."]


def portfolio_of(organisation: Organisation) -> list[str]:
    """Return what the portfolio has to be."""
    found = []
    for rules in organisation.methods.values():
        least, most = rules.portfolio_pieces_at_least, rules.portfolio_pieces_at_most
        if least and most:
            found.append(f"Your portfolio has {least.value} to {most.value} pieces.")
        if rules.portfolio_due_weeks_before:
            found.append(f"It is handed in {rules.portfolio_due_weeks_before.value} weeks before the discussion.")
        if rules.portfolio_assessed and not rules.portfolio_assessed.value:
            found.append("It is not marked itself; you talk from it.")
        if rules.portfolio_refuses:
            found.append(f"It may not hold {' or '.join(rules.portfolio_refuses.value)}.")
        if rules.portfolio_video_minutes_at_most:
            found.append(f"Video may run {rules.portfolio_video_minutes_at_most.value} minutes in all.")
    return found or ["The document doesn't set a number of pieces."]


def project_of(organisation: Organisation) -> list[str]:
    """Return what the project and its report have to be."""
    found = []
    for rules in organisation.methods.values():
        found += list(_project(rules))
    return found or ["There is no project report in your assessment."]


def _project(rules: MethodRules) -> Iterator[str]:
    if rules.report_words:
        spread = rules.report_words_tolerance_percent
        give = f", give or take {spread.value} %" if spread else ""
        yield f"The report has {rules.report_words.value:,} words{give}."
        if rules.annexes_counted and not rules.annexes_counted.value:
            yield "Annexes are not counted."
    if rules.report_optional and rules.report_optional.value:
        yield "A written report is your choice."
    if rules.report_due_weeks_before:
        yield f"It is handed in {rules.report_due_weeks_before.value} weeks before the interview."
    if rules.report_due_working_days_before:
        yield f"It is handed in {rules.report_due_working_days_before.value} working days before."
    if rules.project_months_after_gateway:
        yield f"The project is done within {rules.project_months_after_gateway.value} months of gateway."
    if rules.project_weeks_after_gateway:
        yield f"The project is done within {rules.project_weeks_after_gateway.value} weeks of gateway."
    if rules.proposal_words_at_least and rules.proposal_words_at_most:
        least, most = rules.proposal_words_at_least.value, rules.proposal_words_at_most.value
        yield f"A proposal of {least} to {most} words comes first."


def gateway_of(organisation: Organisation) -> list[str]:
    """Return what has to be in place before the assessment."""
    gateway, found = organisation.gateway, []
    if organisation.months_on_programme_at_least:
        found.append(f"At least {organisation.months_on_programme_at_least.value} months on programme.")
    for name, rule in (("English", gateway.english), ("Maths", gateway.maths)):
        if rule:
            found.append(f"{name}: {rule.value}.")
    if gateway.needs:
        found.append(f"Then {'; '.join(need.text for need in gateway.needs.value)}.")
    return found


def dates_of(organisation: Organisation, standard: Standard) -> list[str]:
    """Return what is due how long before or after what, where no date is known."""
    found = []
    if organisation.window_months:
        found.append(f"After gateway there are {organisation.window_months.value} months for the assessment.")
    for method in standard.methods:
        rules = organisation.rules(method.id)
        for what, rule in (
            ("The report is due", rules.report_due_weeks_before),
            ("The portfolio is due", rules.portfolio_due_weeks_before),
            ("You hear the date", rules.notice_weeks),
        ):
            if rule:
                found.append(f"{what} {rule.value} weeks before the {method.title.lower()}.")
        if rules.report_due_working_days_before:
            optional = rules.report_optional is not None and rules.report_optional.value
            report = "A report, if you write one, is due" if optional else "The report is due"
            days = rules.report_due_working_days_before.value
            found.append(f"{report} {days} working days before the {method.title.lower()}.")
    return found or ["The document sets no dates."]
