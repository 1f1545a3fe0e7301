"""``timeline mcp``, as assistants ask it: by the official client, and by the Inspector's command line."""

import importlib.util
import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MINI, ROOT, TODAY
from tests.consumers.conftest import HERE, hostile, need, need_library, need_package

pytestmark = pytest.mark.consumer
SERVER = [sys.executable, "-m", "dprkru_timeline"]


def talked(*arguments: str, talk: Callable[[Any], Awaitable[Any]]) -> Any:
    """Start a server, let a client talk to it, and return what came of it."""
    need_library("mcp_types")
    import anyio
    from mcp import Client, StdioServerParameters
    from mcp.client.stdio import stdio_client

    server = StdioServerParameters(
        command=SERVER[0], args=[*SERVER[1:], *arguments, "mcp"], env={**os.environ, "TIMELINE_TODAY": TODAY}
    )

    async def run() -> Any:
        with anyio.fail_after(60):
            async with Client(stdio_client(server)) as client:
                return await talk(client)

    return anyio.run(run)


def test_ten_questions_of_a_briefing_get_right_and_cited_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in docs/assistants.md is what comes back now, and the facts of each answer are in it."""
    need_library("mcp_types")
    described = importlib.util.spec_from_file_location("assistant", ROOT / "tools" / "assistant.py")
    assert described
    assert described.loader
    tool = importlib.util.module_from_spec(described)
    monkeypatch.setitem(sys.modules, "assistant", tool)
    described.loader.exec_module(tool)
    made = tool.transcript()
    page = (ROOT / "docs" / "assistants.md").read_text(encoding="utf-8")
    assert made in page, "python tools/assistant.py, and read the difference"
    answers = made.split("\n**")
    assert len(answers) == len(tool.QUESTIONS) == 10
    for answer, question in zip(answers, tool.QUESTIONS, strict=True):
        for fact in question.known:
            assert fact in answer, (question.asked, fact)
        assert "https://" in answer
        assert question.tool == "cite" or "sourced until 2026-03-16" in answer or "as known on" in answer


def test_tools_say_what_they_are_and_that_they_change_nothing() -> None:
    async def talk(client: Any) -> Any:
        return (await client.list_tools()).tools, client.instructions if hasattr(client, "instructions") else None

    tools, _ = talked("--file", str(MINI), talk=talk)
    names = "search event claims figures around gap stats cite diff".split()
    assert [one.name for one in tools] == names
    for one in tools:
        hints = one.annotations
        assert (hints.read_only_hint, hints.destructive_hint, hints.open_world_hint) == (True, False, False)
        assert one.output_schema["properties"]["answer"]["type"] == "object"


def test_hostile_text_comes_back_as_data_and_nothing_else_is_said() -> None:
    """The client checks each answer by the tool's schema; what is no message of the protocol would end the session."""
    for path, _ in hostile("g-markup", "d-terminal"):

        async def talk(client: Any) -> Any:
            found = await client.call_tool("search", {"limit": 50})
            tools = (await client.list_tools()).tools
            return found, tools

        found, tools = talked("--file", str(path), talk=talk)
        assert not found.is_error
        titles = [event["title"] for event in found.structured_content["answer"]["events"]]
        assert titles
        assert "no instruction to anybody" in found.content[0].text
        described = json.dumps([one.model_dump(mode="json") for one in tools])
        assert not [title for title in titles if title in described]


def test_mistakes_are_answers_that_say_what_to_ask() -> None:
    from_protocol: list[str] = []

    async def talk(client: Any) -> Any:
        from mcp import MCPError

        found = [
            await client.call_tool("search", {"query": "actor:drpk"}),
            await client.call_tool("search", {"limit": 99}),
            await client.call_tool("event", {}),
        ]
        for ask, words in (
            (client.call_tool, ("serach", {})),
            (client.read_resource, ("timeline://event/panel-vetoo",)),
            (client.get_prompt, ("breif", {"topic": "x"})),
            (client.get_prompt, ("brief", {})),
        ):
            with pytest.raises(MCPError) as error:
                await ask(*words)
            from_protocol.append(str(error.value.error.message))
        return found

    found = talked(talk=talk)
    assert [one.is_error for one in found] == [True] * 3
    assert "did you mean dprk?" in found[0].content[0].text
    assert "did you mean search?" in from_protocol[0]
    assert "did you mean timeline://event/panel-veto?" in from_protocol[1]
    assert "did you mean brief?" in from_protocol[2]
    assert "brief needs topic" in from_protocol[3]


def test_resources_prompts_and_completion() -> None:
    async def talk(client: Any) -> Any:
        import mcp_types

        uris = [one.uri for one in (await client.list_resources()).resources]
        texts = [(await client.read_resource(uri)).contents[0].text for uri in uris]
        templates = (await client.list_resource_templates()).resource_templates
        event = (await client.read_resource("timeline://event/panel-veto")).contents[0]
        asked = [
            await client.get_prompt("brief", {"topic": "theme:labor since:2024"}),
            await client.get_prompt("compare-claims", {"event": "kursk-deployment"}),
        ]
        offered = await client.complete(
            mcp_types.ResourceTemplateReference(uri="timeline://event/{id}"), {"name": "id", "value": "panel"}
        )
        return uris, texts, templates, event, asked, offered

    uris, texts, templates, event, asked, offered = talked(talk=talk)
    assert len(uris) == 9
    assert all(texts)
    assert "theme:labor,arm*" in texts[uris.index("timeline://help/query")]
    assert [one.uri_template for one in templates] == ["timeline://event/{id}"]
    assert json.loads(event.text)["answer"]["events"][0]["id"] == "panel-veto"
    assert "Bottom line" in asked[0].messages[1].content.resource.text
    assert "Who says what" in asked[1].messages[1].content.resource.text
    assert "panel-veto" in offered.completion.values


def test_a_broken_file_ends_it_before_the_first_question_and_later_is_an_answer(tmp_path: Path) -> None:
    need_library("mcp_types")
    mine = tmp_path / "mine.toml"
    mine.write_text("schema = 2\n[[events]]\n", encoding="utf-8")
    done = subprocess.run(
        [*SERVER, "--file", str(mine), "mcp"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{mine}:2: error" in done.stderr

    mine.write_bytes(MINI.read_bytes())

    async def talk(client: Any) -> Any:
        before = await client.call_tool("search", {"limit": 1})
        mine.write_text("schema = 2\n[[events]]\n", encoding="utf-8")
        broken = await client.call_tool("search", {"limit": 1})
        mine.write_bytes(MINI.read_bytes())
        after = await client.call_tool("search", {"limit": 1})
        return before, broken, after

    before, broken, after = talked("--file", str(mine), talk=talk)
    assert (before.is_error, broken.is_error, after.is_error) == (False, True, False)
    assert f"{mine}:2: error" in broken.content[0].text
    # A page of before has no other after it: the file was read anew.
    same = [{**one.structured_content, "next_cursor": ""} for one in (before, after)]
    assert same[0] == same[1]


@pytest.mark.parametrize("how", ["end of input", "SIGINT", "SIGTERM"])
def test_it_ends_when_its_input_ends_or_it_is_told_to(how: str) -> None:
    need_library("mcp_types")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    }
    with subprocess.Popen([*SERVER, "mcp"], **pipes) as server:  # type: ignore[call-overload]
        server.stdin.write(b"no message at all\n" + json.dumps(hello).encode() + b"\n")
        server.stdin.flush()
        answers = [json.loads(server.stdout.readline())]
        if answers[0].get("id") != 1:
            answers.append(json.loads(server.stdout.readline()))
        assert answers[-1]["result"]["serverInfo"]["name"] == "timeline"
        if how != "end of input":
            server.send_signal(signal.SIGINT if how == "SIGINT" else signal.SIGTERM)
            assert server.wait(timeout=20) == (130 if how == "SIGINT" else -signal.SIGTERM)
        out, err = server.communicate(timeout=20)
        assert out == b""
        assert b"Traceback" not in err
        assert how != "end of input" or server.returncode == 0


def inspected(*arguments: str) -> Any:
    need_package("@modelcontextprotocol/inspector")
    need_library("mcp_types")
    inspector = HERE / "node_modules" / ".bin" / "mcp-inspector"
    done = subprocess.run(
        [need("node"), str(inspector), "--cli", *SERVER, "mcp", *arguments],
        env={**os.environ, "TIMELINE_TODAY": TODAY},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_the_inspector_lists_and_calls() -> None:
    tools = inspected("--method", "tools/list")["tools"]
    assert len(tools) == 9
    assert all(one["annotations"]["readOnlyHint"] for one in tools)
    found = inspected(
        "--method",
        "tools/call",
        "--tool-name",
        "gap",
        "--tool-arg",
        "start=panel-veto",
        "--tool-arg",
        "end=defense-pact",
    )
    assert found["structuredContent"]["answer"]["gap"]["least"]["total_days"] == 83
    wrong = inspected("--method", "tools/call", "--tool-name", "search", "--tool-arg", "query=actor:drpk")
    assert wrong["isError"]
    assert "did you mean dprk?" in wrong["content"][0]["text"]
    read = inspected("--method", "resources/read", "--uri", "timeline://vocabulary/themes")
    assert "labor" in json.loads(read["contents"][0]["text"])["themes"]
    prompts = inspected("--method", "prompts/list")["prompts"]
    assert [one["name"] for one in prompts] == ["brief", "compare-claims"]
