"""What operators say in the environment: kinds, defaults and bounds of all variables, in one place.

Pure: a mapping comes in, an `Environment` goes out. A field is called as its variable, in small
letters. `docs/umgebung.md` is written from here by `environment_page`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Generic, TypeVar

from wiki.exceptions import EnvironmentInvalid

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]

REQUIRED = "Pflicht im Betrieb"
DATABASE = "Datenbank"
SEARCH = "Suche und Sprachmodell"
MAIL = "E-Mail"
SIGN_IN = "Anmelden"
OPERATION = "Betrieb"
DEVELOPMENT = "Entwicklung und Tests"


@dataclass(frozen=True)
class Kind(Generic[T]):
    """How a value is written. `read` raises ValueError on everything that `words` do not allow."""

    words: str
    read: Callable[[str], T]


@dataclass(frozen=True)
class Variable:
    """One variable. `unset` says what holds without it, where the default alone does not."""

    name: str
    kind: Kind[Any]
    default: Any
    group: str
    meaning: str
    unset: str
    secret: bool

    def refusal(self, value: str) -> str:
        """Says why `value` is refused. Secrets are not repeated: the sentence goes into logs."""
        given = "" if self.secret else f", nicht „{value}“"
        words = self.kind.words.replace("`", "")
        return f"{self.name} muss {words} sein{given}."


def _switch(value: str) -> bool:
    if value not in ("0", "1"):
        raise ValueError(value)
    return value == "1"


def _number(low: int, high: int) -> Kind[int]:
    def read(value: str) -> int:
        # `int` would take "1_000" and "٣", too.
        if not (value.isascii() and value.isdecimal() and low <= int(value) <= high):
            raise ValueError(value)
        return int(value)

    return Kind(f"eine Zahl von {low} bis {high}", read)


def _one_of(*allowed: str) -> Kind[str]:
    def read(value: str) -> str:
        if value.lower() not in allowed:
            raise ValueError(value)
        return value.lower()

    return Kind(" oder ".join(f"`{name}`" for name in allowed), read)


def _text_with(words: str, fits: Callable[[str], bool]) -> Kind[str]:
    def read(value: str) -> str:
        if not fits(value) or "\n" in value:
            raise ValueError(value)
        return value

    return Kind(words, read)


def _parts(value: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in value.split(","))))


def _networks(value: str) -> tuple[str, ...]:
    return tuple(str(ip_network(part, strict=False)) for part in _parts(value))


def _pairs(value: str) -> tuple[tuple[str, str], ...]:
    found = [part.partition("=") for part in _parts(value)]
    if any(not name or not role for name, _, role in found):
        raise ValueError(value)
    return tuple((name.strip(), role.strip()) for name, _, role in found)


def _sites(value: str) -> tuple[str, ...]:
    found = _parts(value)
    if not all(SITE.fullmatch(site) for site in found):
        raise ValueError(value)
    return found


def _path(value: str) -> str:
    return str(ROOT / value)  # a service and a shell begin in different folders


def _is_scanner(value: str) -> bool:
    return bool(SCANNER_ADDRESS.fullmatch(value))


def _is_web_address(value: str) -> bool:
    return value.startswith(("https://", "http://"))


SITE = re.compile(r"https?://(\*\.)?[a-zA-Z0-9.-]+(:\d{1,5})?")
SCANNER_ADDRESS = re.compile(r"tcp://[a-zA-Z0-9.-]+:\d{1,5}|unix:/\S+")
TEXT = Kind("Text", str)
PATH = Kind("Pfad; ein relativer gilt ab dem Ordner des Wikis", _path)
SWITCH = Kind("`1` oder `0`", _switch)
SWITCH_OR_NONE: Kind[bool | None] = Kind("`1` oder `0`", _switch)
PAIRS = Kind("`Gruppe=Rolle`, mit Komma getrennt", _pairs)
HOSTS = Kind("Rechnernamen, mit Komma getrennt", _parts)
NETWORKS = Kind("Netze, mit Komma getrennt (`10.0.0.0/8,192.168.1.7`)", _networks)
SITES = Kind("Adressen ohne Pfad, mit Komma getrennt (`https://www.stadt.de`)", _sites)
WEB_ADDRESS = _text_with("eine Adresse mit `https://` oder `http://`", _is_web_address)
# A slash at its end would stand twice in every address that is built from it.
ROOT_ADDRESS = Kind(WEB_ADDRESS.words, lambda value: WEB_ADDRESS.read(value).rstrip("/"))
MAILBOX = _text_with("eine E-Mail-Adresse", lambda value: "@" in value)
SCANNER = _text_with("`tcp://rechner:port` oder `unix:/pfad`", _is_scanner)
CONTACT = _text_with(
    "eine E-Mail-Adresse oder eine Adresse mit `https://`",
    lambda value: value.startswith("https://") or ("@" in value and ":" not in value),
)


def _variable(
    kind: Kind[T], default: T, group: str, meaning: str, *, unset: str = "", secret: bool = False
) -> T:
    about = {"kind": kind, "group": group, "meaning": meaning, "unset": unset, "secret": secret}
    found: T = field(default=default, metadata=about)
    return found


@dataclass(frozen=True)
class Environment:
    """All variables as they were when the process started."""

    django_settings_module: str = _variable(
        TEXT,
        "",
        REQUIRED,
        "Einstellungen; im Betrieb `wiki.settings.production`, bei allen Befehlen",
        unset="`manage.py`: `wiki.settings.dev`; Webserver: `wiki.settings.production`",
    )
    django_secret_key: str = _variable(
        TEXT,
        "",
        REQUIRED,
        "Geheimnis, lang und zufällig; ändert es sich, sind alle abgemeldet und Verweise in "
        "alten E-Mails ungültig",
        unset="`make run`: ein eigenes in `var/secret-key`",
        secret=True,
    )
    django_allowed_hosts: tuple[str, ...] = _variable(
        HOSTS,
        (),
        REQUIRED,
        "Rechnernamen des Wikis; der erste steht im Absender von E-Mails",
        unset="`make run`: nur dieser Rechner",
    )

    database_url: str = _variable(
        TEXT,
        "",
        DATABASE,
        "`postgresql://nutzer:passwort@host:5432/name`, ab PostgreSQL 15 mit pgvector ab 0.8; "
        "Angaben für libpq dahinter (`?sslmode=require`, `?host=/run/postgresql`)",
        unset="die mitgelieferte Datenbank in `WIKI_VAR`",
        secret=True,
    )
    database_replika_url: str = _variable(
        TEXT,
        "",
        DATABASE,
        "Streaming-Replik derselben Datenbank, für die Suche in den Vektoren "
        "([Mehrere Rechner](betrieb.md#mehrere-rechner))",
        unset="keine",
        secret=True,
    )

    einbettung_modell: str = _variable(
        TEXT,
        "",
        SEARCH,
        "Sprachmodell für sentence-transformers, Ordner oder Name; später wechseln: "
        "[Modell wechseln](betrieb.md#modell-wechseln)",
        unset="das mitgelieferte Modell",
    )
    hf_hub_offline: bool = _variable(
        SWITCH, True, SEARCH, "`0` erlaubt das Laden vom Hugging Face Hub; sonst kein Zugriff"
    )
    suche_zweite_stufe: bool = _variable(
        SWITCH, True, SEARCH, "`0` schaltet den genauen Vergleich der besten Treffer ab"
    )
    wiki_luecken: bool = _variable(
        SWITCH, True, SEARCH, "`0`: Fragen ohne gute Antwort werden nicht aufbewahrt"
    )
    wiki_satz_adresse: str = _variable(
        ROOT_ADDRESS,
        "",
        SEARCH,
        "Sprachmodell im eigenen Haus, das Treffer auf Wunsch in Sätzen zusammenfasst: Adresse "
        "einer OpenAI-verträglichen Schnittstelle, etwa `http://127.0.0.1:8080/v1` "
        "([In Sätzen](betrieb.md#in-sätzen-zusammenfassen))",
        unset="es gibt den Knopf nicht",
    )
    wiki_satz_modell: str = _variable(
        TEXT,
        "",
        SEARCH,
        "Name dieses Modells, wie der Server es nennt",
        unset="es gibt den Knopf nicht",
    )
    wiki_satz_schluessel: str = _variable(
        TEXT, "", SEARCH, "Schlüssel für diesen Server", unset="keiner", secret=True
    )
    wiki_satz_sekunden: int = _variable(
        _number(1, 100), 30, SEARCH, "so lange wird auf die Sätze gewartet"
    )
    wiki_satz_netze: tuple[str, ...] = _variable(
        NETWORKS,
        (),
        SEARCH,
        "Netze, in denen dieser Server außerdem stehen darf",
        unset="nur dieser Rechner und private Netze",
    )
    wiki_warm: bool = _variable(
        SWITCH,
        False,
        SEARCH,
        "`1`: der Webprozess lädt das Modell beim Start statt bei der ersten Frage; "
        "`serve` setzt es",
    )
    omp_num_threads: int = _variable(
        _number(1, 1024),
        0,
        SEARCH,
        "Rechenfäden des Modells je Prozess; `1` empfohlen, `serve` setzt es",
        unset="alle Kerne",
    )
    omp_wait_policy: str = _variable(
        _one_of("passive", "active"),
        "passive",
        SEARCH,
        "ob wartende Rechenfäden schlafen; `active` lohnt sich nur auf einem ruhigen Rechner",
    )
    tokenizers_parallelism: str = _variable(
        _one_of("false", "true"), "false", SEARCH, "Rechenfäden des Zerlegens in Tokens"
    )

    wiki_mail_server: str = _variable(
        TEXT, "localhost", MAIL, "Mailserver, der E-Mails des Wikis annimmt"
    )
    wiki_mail_port: int = _variable(_number(1, 65535), 25, MAIL, "Port des Mailservers")
    wiki_mail_tls: str = _variable(
        _one_of("starttls", "tls", "aus"),
        "",
        MAIL,
        "Verschlüsselung zum Mailserver",
        unset="nach dem Port: 587 `starttls`, 465 `tls`, sonst `aus`",
    )
    wiki_mail_nutzer: str = _variable(
        TEXT, "", MAIL, "Anmeldung am Mailserver", unset="ohne Anmeldung"
    )
    wiki_mail_passwort: str = _variable(
        TEXT, "", MAIL, "Passwort dazu", unset="ohne Anmeldung", secret=True
    )
    wiki_mail_absender: str = _variable(
        MAILBOX,
        "",
        MAIL,
        "Absender, etwa `Wiki <wiki@stadt.de>`",
        unset="`wiki@` und der erste Rechnername",
    )
    wiki_redaktion_postfach: str = _variable(
        MAILBOX,
        "",
        MAIL,
        "Postfach der Redaktion: Rückmeldungen, Erinnerungen und Fragen ans Netzwerk, für die es "
        "kein anderes gibt",
        unset="keines: sie stehen nur in der Redaktion",
    )
    wiki_adresse: str = _variable(
        ROOT_ADDRESS,
        "http://127.0.0.1:8000",
        MAIL,
        "öffentliche Adresse des Wikis, für Verweise in E-Mails der Redaktion",
    )

    wiki_zweiter_faktor: bool | None = _variable(
        SWITCH_OR_NONE,
        None,
        SIGN_IN,
        "`1`: Redaktion, Leitung und Administratoren müssen einen zweiten Faktor einrichten",
        unset="im Betrieb `1`, mit `make run` `0`",
    )
    wiki_abmelden_nach_min: int = _variable(
        _number(1, 1440), 30, SIGN_IN, "nach so vielen Minuten ohne Zutun wird man abgemeldet"
    )
    wiki_sitzung_stunden: int = _variable(
        _number(1, 720), 12, SIGN_IN, "nach so vielen Stunden muss man sich neu anmelden"
    )
    wiki_oidc_server: str = _variable(
        WEB_ADDRESS,
        "",
        SIGN_IN,
        "Anmeldedienst (OpenID Connect), ohne `/.well-known/openid-configuration`",
        unset="nur Konten des Wikis",
    )
    wiki_oidc_name: str = _variable(
        TEXT, "Stadtverwaltung", SIGN_IN, "Name des Anmeldedienstes auf dem Knopf"
    )
    wiki_oidc_client: str = _variable(
        TEXT, "", SIGN_IN, "Kennung des Wikis beim Anmeldedienst", unset="keine"
    )
    wiki_oidc_secret: str = _variable(
        TEXT, "", SIGN_IN, "Geheimnis dazu", unset="keines", secret=True
    )
    wiki_oidc_gruppen: tuple[tuple[str, str], ...] = _variable(
        PAIRS,
        (),
        SIGN_IN,
        "welche Gruppe dort welche Rolle hier ist (`wiki-autoren=Autor,wiki-team=Redaktion`); bei "
        "jeder Anmeldung gilt, was der Dienst sagt",
        unset="Rollen vergibt die Leitung",
    )
    wiki_oidc_gruppen_feld: str = _variable(
        TEXT, "groups", SIGN_IN, "Angabe (Claim), in der die Gruppen stehen"
    )
    wiki_oidc_kommune_feld: str = _variable(
        TEXT,
        "",
        SIGN_IN,
        "Angabe, in der die Kommune steht (Name, Gemeindeschlüssel oder Kürzel)",
        unset="Kommunen ordnet die Leitung zu",
    )
    wiki_nur_sso: bool = _variable(
        SWITCH, False, SIGN_IN, "`1`: anmelden nur beim Anmeldedienst, nicht mit Passwort"
    )

    wiki_var: str = _variable(
        PATH,
        "",
        OPERATION,
        "Ordner für Datenbank, Modell, Wortindex, Bilder und Dokumente",
        unset="`var` im Ordner des Wikis",
    )
    wiki_sicherungen: str = _variable(
        PATH,
        "",
        OPERATION,
        "Ordner mit den Sicherungen; `/health/ready` meldet, wenn die jüngste älter als 26 Stunden "
        "ist",
        unset="wird nicht geprüft",
    )
    wiki_sicherheit_kontakt: str = _variable(
        CONTACT,
        "",
        OPERATION,
        "wem man Sicherheitslücken meldet; steht dann in `/.well-known/security.txt`",
        unset="die Adresse gibt es nicht (404)",
    )
    wiki_virenscanner: str = _variable(
        SCANNER,
        "",
        OPERATION,
        "Virenscanner (clamd, INSTREAM), der alles ansieht, was hochgeladen wird: "
        "`tcp://127.0.0.1:3310` oder `unix:/run/clamav/clamd.ctl`; antwortet er nicht, wird nichts "
        "angenommen",
        unset="nichts wird auf Viren geprüft",
    )
    wiki_metrik_netze: tuple[str, ...] = _variable(
        NETWORKS,
        (),
        OPERATION,
        "Netze, die `/metrics` lesen dürfen",
        unset="nur dieser Rechner",
    )
    wiki_linkpruefung: bool = _variable(
        SWITCH,
        False,
        OPERATION,
        "`1`: der Worker prüft nachts, ob die Adressen der Quellen noch antworten, jede einmal in "
        "der Woche; dazu muss der Rechner ins Internet kommen",
    )
    wiki_api_je_minute: int = _variable(
        _number(0, 1_000_000),
        60,
        OPERATION,
        "so viele Anfragen in der Minute darf eine Adresse ohne Schlüssel an `/api/v1/` stellen, "
        "je Webprozess",
    )
    wiki_api_je_minute_schluessel: int = _variable(
        _number(0, 1_000_000),
        600,
        OPERATION,
        "so viele mit einem Schlüssel",
    )
    wiki_token: str = _variable(
        TEXT,
        "",
        OPERATION,
        "Schlüssel (API-Token), mit dessen Rechten `manage.py mcp` antwortet",
        unset="was jeder lesen darf",
        secret=True,
    )
    wiki_einbetten: tuple[str, ...] = _variable(
        SITES,
        (),
        OPERATION,
        "Websites, die Suche, Kommunen und Projekte einbetten dürfen "
        "([Einbetten](api.md#einbetten)); `https://*.stadt.de` meint alle darunter",
        unset="keine fremden",
    )
    wiki_webhook_netze: tuple[str, ...] = _variable(
        NETWORKS,
        (),
        OPERATION,
        "eigene Netze, in die Webhooks melden dürfen ([Webhooks](api.md#webhooks))",
        unset="nur Adressen im Internet",
    )
    wiki_import_max_mb: int = _variable(
        _number(1, 1_000_000),
        1024,
        OPERATION,
        "größter MediaWiki-Export, der gelesen wird, ausgepackt, in MB",
    )
    wiki_sammelliste: str = _variable(
        PATH,
        "",
        OPERATION,
        "JSON-Datei mit Adressen von Projektlisten, die montags abgerufen werden "
        "([Sammeln](betrieb.md#sammeln))",
        unset="es wird nichts abgerufen",
    )
    wiki_sammel_netze: tuple[str, ...] = _variable(
        NETWORKS,
        (),
        OPERATION,
        "eigene Netze, aus denen Projektlisten und andere Wikis abgerufen werden dürfen",
        unset="nur Adressen im Internet",
    )
    wiki_log: str = _variable(
        _one_of("text", "json"), "text", OPERATION, "`json`: Meldungen als JSON, eine je Zeile"
    )

    django_debug: bool = _variable(
        SWITCH, False, DEVELOPMENT, "`1` zeigt Djangos Fehlerseiten; nur mit `wiki.settings.dev`"
    )
    wiki_test_suffix: str = _variable(
        TEXT,
        "",
        DEVELOPMENT,
        "Endung am Namen der Testdatenbank, für zwei Testläufe nebeneinander",
        unset="keine",
    )
    wiki_seed: int = _variable(
        _number(0, 2**32 - 1),
        0,
        DEVELOPMENT,
        "Startwert der Tests, die würfeln; `make test-faults` nennt den seinen",
        unset="immer derselbe",
    )


def variables() -> list[Variable]:
    """Returns all variables, in the order of the page on them."""
    return [Variable(f.name.upper(), default=f.default, **f.metadata) for f in fields(Environment)]


def read(environ: Mapping[str, str]) -> Environment:
    """Returns what `environ` says; an empty value counts as none. EnvironmentInvalid names every
    variable that is wrong, not only the first."""
    values, wrong = {}, []
    for variable in variables():
        given = environ.get(variable.name, "").strip()
        try:
            if given:
                values[variable.name.lower()] = variable.kind.read(given)
        except ValueError:
            wrong.append(variable.refusal(given))
    if wrong:
        raise EnvironmentInvalid(" ".join(wrong))
    return Environment(**values)


def require(environment: Environment, *names: str) -> None:
    """Raises EnvironmentInvalid with the names of all these fields that are empty."""
    missing = [name.upper() for name in names if not getattr(environment, name)]
    if missing:
        raise EnvironmentInvalid(f"Es fehlt: {', '.join(missing)}. Siehe docs/umgebung.md.")
