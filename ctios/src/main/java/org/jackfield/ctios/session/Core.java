package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.Floor;
import org.jackfield.machine.Timers;

import java.util.function.Consumer;

/** What the parts of the machine have in common, and the input at hand. */
final class Core {

    final SessionSettings settings;
    final TokenSigner signer;
    final Floor floor;
    final Timers<Long> timers = new Timers<>();
    final Southbound south = new Southbound(this);
    final Clients clients = new Clients(this);
    final Facts facts = new Facts(this);
    final Publisher publisher = new Publisher(this);
    final Resync resync = new Resync(this);
    final Logins logins = new Logins(this);
    final TakeOvers takeOvers = new TakeOvers(this);
    final Requests requests = new Requests(this);
    final Chat chat = new Chat(this);
    final Drafts drafts = new Drafts(this);
    final Peers peers;

    private long nowMs;
    private Consumer<? super CtiOsOutput> out;

    Core(SessionSettings settings, TokenSigner signer) {
        this.settings = settings;
        this.floor = new Floor(settings.desktop().names(), this::watched);
        this.signer = signer;
        this.peers = new Peers(this);
    }

    private boolean watched(AgentKey agent) {
        return clients.watched(agent);
    }

    void turn(long atMs, Consumer<? super CtiOsOutput> to) {
        nowMs = atMs;
        out = to;
    }

    long nowMs() {
        return nowMs;
    }

    void put(CtiOsOutput output) {
        out.accept(output);
    }

    void note(String text) {
        put(new CtiOsOutput.Note(text));
    }
}
