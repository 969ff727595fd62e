"""What the bot is and says about itself: its name, commands and menu."""

import re
from collections.abc import Iterator

from .methods import method
from .refusals import bad_request
from .wire import Json, Parameters
from .world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


@method("getMe")
def get_me(world: World, p: Parameters) -> Json:
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def list_name(world: World, p: Parameters) -> str:
    """The name under which a list of commands is kept: its scope and language."""
    scope = p.nested("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in SCOPES:
        raise bad_request("unsupported BotCommandScope type")
    numbers = [scope.get(name) for name in SCOPES[kind]]
    if numbers and str(numbers[0]) not in map(str, (*world.rooms, *world.accounts)):
        raise bad_request("chat not found")
    language = p.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return " ".join(map(str, [kind, *numbers])) + f"|{language}"


@method("setMyCommands", "commands scope language_code")
def set_my_commands(world: World, p: Parameters) -> bool:
    commands = p.objects("commands")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[list_name(world, p)] = list(checked_commands(commands))
    return profile_changed(world)


def checked_commands(commands: list[Json]) -> Iterator[Json]:
    for given in commands:
        name = str(given.get("command", "")).removeprefix("/")
        description = str(given.get("description", ""))
        if not name:
            raise bad_request("command must be non-empty")
        if not description:
            raise bad_request("command description must be non-empty")
        if len(name) > 32:
            raise bad_request("command length must not exceed 32")
        if len(description) > 256:
            raise bad_request("command description length must not exceed 256")
        if not COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        yield {"command": name, "description": description}


@method("getMyCommands", "scope language_code")
def get_my_commands(world: World, p: Parameters) -> list[Json]:
    return world.profile.commands.get(list_name(world, p), [])


@method("deleteMyCommands", "scope language_code")
def delete_my_commands(world: World, p: Parameters) -> bool:
    world.profile.commands.pop(list_name(world, p), None)
    return profile_changed(world)


def profile_changed(world: World) -> bool:
    world.keep("settings", 0)
    for room in world.rooms.values():
        if room.bell.waiting:
            world.changed(room)
    return True


def set_words(world: World, p: Parameters, field: str, most: int) -> bool:
    words = p.text(field)
    if len(words) > most:
        raise bad_request(f"{field} length must not exceed {most}")
    getattr(world.profile, field)[p.text("language_code")] = words
    return profile_changed(world)


@method("setMyName", "name language_code")
def set_my_name(world: World, p: Parameters) -> bool:
    set_words(world, p, "name", 64)
    if p.text("name") and not p.text("language_code"):
        world.bot["first_name"] = p.text("name")
    return True


@method("setMyDescription", "description language_code")
def set_my_description(world: World, p: Parameters) -> bool:
    return set_words(world, p, "description", 512)


@method("setMyShortDescription", "short_description language_code")
def set_my_short_description(world: World, p: Parameters) -> bool:
    return set_words(world, p, "short_description", 120)


@method("setChatMenuButton", "chat_id menu_button")
def set_chat_menu_button(world: World, p: Parameters) -> bool:
    button = p.nested("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("unsupported MenuButton type")
    number = p.integer("chat_id")
    if number is None:
        world.profile.menu_button = button
        return profile_changed(world)
    room = world.rooms.get(number)
    if room is None or not room.private:
        raise bad_request("chat not found")
    room.menu_button = button
    world.changed(room)
    return True
