"""`noms demo`: the journey, told step by step."""

import asyncio

from noms.cli.journey.cast import Cast
from noms.cli.journey.court import assess_and_plan, refuse_too_many_hours, sentence
from noms.cli.journey.custody import imprison, look_in
from noms.cli.journey.enforcement import enforce
from noms.cli.journey.numbers import a_pnc
from noms.cli.journey.programme import attend, complete, open_group, refer, take_place
from noms.cli.journey.purchase import agreement, commons_question, settle, who_buys
from noms.cli.journey.story import NothingArrived, Story
from noms.cli.places import LocalEstate, project_root
from noms.cli.screen import results, stop
from noms.clients.problems import ClientProblem, Unreachable


async def _from_court_to_settlement(cast: Cast, story: Story) -> str:
    story.chapter("At court")
    alex = await sentence(cast, story, "Alex", "Marlow", a_pnc(2002))
    await refuse_too_many_hours(cast, story, alex.crn)
    await assess_and_plan(cast, story, alex)
    story.chapter("In the programme")
    referral = await refer(cast, story, alex)
    group = await open_group(cast, story, capacity=4)
    await take_place(cast, story, group, referral)
    jo = await sentence(cast, story, "Jo", "Ferris", a_pnc(1979))
    other = await refer(cast, story, jo)
    await take_place(cast, story, group, other)
    story.chapter("Enforcement")
    await enforce(cast, story, jo, other, group)
    story.chapter("Completion")
    await attend(cast, referral, group.sessions)
    story.tell(f"Alex Marlow attends all {len(group.sessions)} sessions.")
    await complete(cast, story, referral, group.sessions[-1].held_on)
    return alex.crn


async def walk(cast: Cast, story: Story) -> None:
    """Walk the whole journey."""
    alex = await _from_court_to_settlement(cast, story)
    story.chapter("Settlement")
    await settle(cast, story, await agreement(cast, story))
    story.chapter("In a contracted prison")
    await look_in(cast, story, await imprison(cast, story), alex)
    story.chapter("Who buys, and who works for them")
    await who_buys(cast, story)
    await commons_question(cast, story)


async def _tell(estate: LocalEstate) -> None:
    async with Cast(estate) as cast:
        await walk(cast, Story(estate, results))


def demo() -> None:
    """Walk one sentence from court to settlement through the running services, and tell each step."""
    estate = LocalEstate(project_root())
    try:
        asyncio.run(_tell(estate))
    except Unreachable:
        stop("the services do not answer: start them with `make run` in another terminal.")
    except NothingArrived as late:
        stop(str(late))
    except ClientProblem as problem:
        stop(f"a service refused a step: {problem}")
