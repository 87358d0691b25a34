"""A redirect -> the next address of the visit, or the reason that there is none."""

from yarl import URL

from monitor.fetch.cookies import Jar
from monitor.fetch.policy import FetchPolicy
from monitor.fetch.steps import Redirected
from monitor.fetch.trouble import worded
from monitor.fetch.visit import Visit
from monitor.model.exchange import Failure, FailureKind, Hop, Outcome, Refusal, RefusalReason
from monitor.urls import as_written, redirect_target, without_fragment

MOST_FOR_ROBOTS = 5
"""RFC 9309, 2.3.1.2."""


def follow(visit: Visit, redirected: Redirected, url: URL, policy: FetchPolicy) -> Outcome | None:
    """Note the hop and set the visit's next address; gives an outcome where the road ends.

    A loop is the same address with the same cookies: a cookie wall redirects to itself and is passed (PostgREST docs
    #394). The fragment is inherited (RFC 9110, 10.2.2).
    """
    sent = visit.jar.cookie_field(url) if visit.jar is not None else ""
    visit.seen.add((str(url), sent))
    for written in redirected.cookies:
        visit.jar = visit.jar or Jar()
        visit.jar.keep(url, written)
    if not redirected.location:
        visit.hops.append(Hop(url=visit.url, status=redirected.status))
        return Failure(kind=FailureKind.NO_LOCATION, detail=str(redirected.status))
    try:
        target = redirect_target(str(url), redirected.location)
        parsed = as_written(without_fragment(target))
    except ValueError as error:
        visit.hops.append(Hop(url=visit.url, status=redirected.status))
        return Refusal(reason=RefusalReason.BAD_URL, detail=worded(error))
    if "#" not in target and "#" in visit.url:
        target = f"{target}#{visit.url.partition('#')[2]}"
    visit.hops.append(Hop(url=visit.url, status=redirected.status, location=target))
    visit.url = target
    if len(visit.hops) > (min(MOST_FOR_ROBOTS, policy.redirects) if visit.robots_of else policy.redirects):
        visit.limits.append("limits.redirects")
        return Failure(kind=FailureKind.TOO_MANY_REDIRECTS, detail=f"more than {policy.redirects}")
    cookies = visit.jar.cookie_field(parsed) if visit.jar is not None else ""
    if (str(parsed), cookies) in visit.seen:
        return Failure(kind=FailureKind.REDIRECT_LOOP, detail=str(parsed))
    return None
