"""Whether the court could pass this sentence of imprisonment: its day, the person's age, its terms, its court and its kind."""

from collections.abc import Iterator
from datetime import date

from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceKind, CustodialSentenceToRecord
from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.offender_mgmt.sentences import Court, Term
from noms.contracts.problems import FieldError
from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.probation_areas import probation_area_on

ADULT_AGE = 18  # Source: PCC(S)A 2000 s.96
AGE_OF_RESPONSIBILITY = 10  # Source: Children and Young Persons Act 1933 s.50 as amended

PUBLIC_PROTECTION_SENTENCES_FROM = date(
    2005, 4, 4
)  # Source: Criminal Justice Act 2003 ss.225(1)(a), 227(1)(a), by date of offence
PUBLIC_PROTECTION_SENTENCES_TO = date(2012, 12, 2)  # Source: LASPO 2012 s.123, in force 2012-12-03 (SI 2012/2906)

SHORTEST_CUSTODIAL_TERM = Term(months=12)  # Source: Criminal Justice Act 2003 s.227(3)(b)
LONGEST_EXTENSION = Term(years=8)  # Source: Criminal Justice Act 2003 s.227(4): eight years for a sexual offence, five otherwise

LONGEST_OF_MAGISTRATES = Term(months=6)  # Source: PCC(S)A 2000 s.78(1), Magistrates' Courts Act 1980 s.31: for any one offence

HAS_A_LENGTH = frozenset({CustodialSentenceKind.DETERMINATE, CustodialSentenceKind.EXTENDED})


def faults_of_custodial_sentence(sentence: CustodialSentenceToRecord, *, born_on: date, as_at: date) -> tuple[FieldError, ...]:
    """Everything in a custodial sentence that could not have been passed, each with its field; none when it could."""
    return (
        *_faults_of_sentencing_day(sentence, as_at),
        *_faults_of_offence_day(sentence, born_on),
        *_faults_of_age_in_custody(sentence, born_on),
        *_faults_of_terms(sentence),
        *_faults_of_court(sentence),
        *_faults_of_public_protection_sentence(sentence),
        *_faults_of_extension(sentence),
    )


def _faults_of_sentencing_day(sentence: CustodialSentenceToRecord, as_at: date) -> Iterator[FieldError]:
    if not sentence.offence_committed_on <= sentence.sentenced_on <= as_at:
        yield FieldError(
            pointer="/sentenced_on", code="out_of_order", message="A sentence is passed after the offence and not in the future."
        )
    try:
        probation_area_on(sentence.provider, sentence.sentenced_on)
    except (UnknownCode, NotInForce):
        yield FieldError(
            pointer="/provider", code="unknown_provider", message="No trust or board had this code on the day of the sentence."
        )


def _faults_of_offence_day(sentence: CustodialSentenceToRecord, born_on: date) -> Iterator[FieldError]:
    if sentence.offence_committed_on < born_on:
        yield FieldError(pointer="/offence_committed_on", code="before_birth", message="The person was not born on that day.")
    elif age_on(sentence.offence_committed_on, born_on=born_on) < AGE_OF_RESPONSIBILITY:
        message = f"Nobody under {AGE_OF_RESPONSIBILITY} commits an offence."
        yield FieldError(pointer="/offence_committed_on", code="too_young", message=message)


def _faults_of_age_in_custody(sentence: CustodialSentenceToRecord, born_on: date) -> Iterator[FieldError]:
    """Under eighteen a court orders detention, which the youth system serves. Source: PCC(S)A 2000 ss.89, 90, 91, 96, 100."""
    if age_on(sentence.sentenced_on, born_on=born_on) < ADULT_AGE:
        yield FieldError(
            pointer="/sentenced_on",
            code="too_young_for_the_sentence",
            message=f"This sentence is for people aged {ADULT_AGE} or over.",
        )


def _faults_of_terms(sentence: CustodialSentenceToRecord) -> Iterator[FieldError]:
    with_length = sentence.kind in HAS_A_LENGTH
    if with_length and sentence.length is None:
        yield FieldError(pointer="/length", code="missing", message="This sentence has a length.")
    if not with_length and sentence.length is not None:
        yield FieldError(pointer="/length", code="not_for_this_sentence", message="An indeterminate sentence has no length.")
    if with_length and sentence.minimum_term is not None:
        yield FieldError(
            pointer="/minimum_term", code="not_for_this_sentence", message="A sentence with a length has no minimum term."
        )
    if sentence.kind is CustodialSentenceKind.IPP and sentence.minimum_term is None:
        yield FieldError(pointer="/minimum_term", code="missing", message="A sentence for public protection has a minimum term.")


def _faults_of_court(sentence: CustodialSentenceToRecord) -> Iterator[FieldError]:
    """A sentence is for one offence; that several of one day stay within a year in all is not judged here.

    Source: Magistrates' Courts Act 1980 s.133 for the sum; Criminal Justice Act 2003 ss.225 and 227 for the Crown Court.
    """
    if sentence.court is Court.CROWN_COURT:
        return
    if sentence.kind is not CustodialSentenceKind.DETERMINATE:
        yield FieldError(pointer="/court", code="only_in_the_crown_court", message="Only the Crown Court passes this sentence.")
    elif sentence.length and _outlasts(sentence.length, LONGEST_OF_MAGISTRATES, sentence.sentenced_on):
        yield FieldError(
            pointer="/length",
            code="longer_than_the_court_may_pass",
            message=f"A magistrates' court passes at most {LONGEST_OF_MAGISTRATES.months} months for one offence.",
        )


def _outlasts(term: Term, longest: Term, first_day: date) -> bool:
    return term.last_day(first_day) > longest.last_day(first_day)


def _faults_of_public_protection_sentence(sentence: CustodialSentenceToRecord) -> Iterator[FieldError]:
    if sentence.kind is not CustodialSentenceKind.IPP:
        return
    if sentence.offence_committed_on < PUBLIC_PROTECTION_SENTENCES_FROM:
        yield FieldError(
            pointer="/offence_committed_on",
            code="offence_before_the_act",
            message=f"These sentences are for offences committed on or after {PUBLIC_PROTECTION_SENTENCES_FROM}.",
        )
    if sentence.sentenced_on > PUBLIC_PROTECTION_SENTENCES_TO:
        yield FieldError(
            pointer="/kind",
            code="sentence_abolished",
            message=f"The last day for a sentence for public protection was {PUBLIC_PROTECTION_SENTENCES_TO}.",
        )


def _faults_of_extension(sentence: CustodialSentenceToRecord) -> Iterator[FieldError]:
    """What an extended sentence adds to its custodial term. Whether its offence is specified is for the court. Source: s.227."""
    if sentence.kind is not CustodialSentenceKind.EXTENDED:
        if sentence.extension is not None:
            yield FieldError(pointer="/extension", code="not_for_this_sentence", message="Only an extended sentence is extended.")
        return
    if sentence.extension is None:
        yield FieldError(pointer="/extension", code="missing", message="An extended sentence says by how much.")
    elif _outlasts(sentence.extension, LONGEST_EXTENSION, sentence.sentenced_on):
        message = f"A sentence is extended by at most {LONGEST_EXTENSION.years} years."
        yield FieldError(pointer="/extension", code="longer_than_the_act_allows", message=message)
    if sentence.length is not None and _outlasts(SHORTEST_CUSTODIAL_TERM, sentence.length, sentence.sentenced_on):
        message = f"The custodial term of an extended sentence is at least {SHORTEST_CUSTODIAL_TERM.months} months."
        yield FieldError(pointer="/length", code="shorter_than_the_act_allows", message=message)
    before_the_act = sentence.offence_committed_on < PUBLIC_PROTECTION_SENTENCES_FROM
    if before_the_act and sentence.sentenced_on <= PUBLIC_PROTECTION_SENTENCES_TO:
        message = f"These sentences are for offences committed on or after {PUBLIC_PROTECTION_SENTENCES_FROM}."
        yield FieldError(pointer="/offence_committed_on", code="offence_before_the_act", message=message)
