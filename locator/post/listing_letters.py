"""The words of messages to people who look after a listing."""

from __future__ import annotations

from locator.post.letters import Letter, one_line


def change_decided(site: str, name: str, *, has_taken: bool, has_left_out: bool, reason: str, page: str) -> Letter:
    """To whoever asked for a change: whether the directory says it now, and why not where it does not."""
    if not has_taken:
        subject, sentence = "was not made", f"We have not made your change to {name}."
    elif has_left_out:
        subject, sentence = (
            "was partly made",
            f"We have made part of your change to {name}. It is in the directory now.",
        )
    else:
        subject, sentence = "is made", f"Your change to {name} is in the directory now. Thank you."
    why = [f"Why: {reason}"] if reason else []
    body = "\n\n".join(["Hello,", sentence, *why, f"See your change, and answer if we got it wrong:\n{page}", site])
    return Letter(subject=one_line(f"Your change to {name} {subject}"), body=body + "\n")
