package org.jackfield.ctios.peer;

import org.jackfield.protocol.cil.Closing;
import org.jackfield.protocol.cil.PeerChallenge;
import org.jackfield.protocol.cil.PeerHello;
import org.jackfield.protocol.cil.PeerProof;
import org.jackfield.protocol.cil.PeerWelcome;
import org.jackfield.protocol.cil.ServerFrame;

import java.util.List;

/** A peer as this server's client: lets in who has the site's key and the same switches. */
public final class PeerGate {

    static final String OTHER_KEY =
            "It does not have this server's key. Give all CTI OS servers of a site the same token"
                    + " key.";

    private static final int VERSION = 1;

    private final PeerIdentity self;
    private final String nonce;
    private final PeerHello hello;
    private List<Long> peripherals = List.of();
    private boolean open;

    private PeerGate(PeerIdentity self, PeerHello hello, long count) {
        this.self = self;
        this.hello = hello;
        this.nonce = self.nonce(-count);
    }

    /**
     * A peer that greeted.
     *
     * @param count never the same at this run
     * @return null when it is refused by {@link #refusal}
     */
    public static PeerGate of(PeerIdentity self, PeerHello hello, long count) {
        return refusal(hello) == null ? new PeerGate(self, hello, count) : null;
    }

    /** Why a greeting is refused, or null. */
    public static Closing refusal(PeerHello hello) {
        if (hello.version() != VERSION) {
            return refused(
                    "This server speaks version "
                            + VERSION
                            + " with its peers, not "
                            + hello.version()
                            + ". Run the same release at both.");
        }
        return hello.nonce().length() > PeerIdentity.TEXT_MAX || hello.nonce().isEmpty()
                ? refused("The nonce must have 1 to " + PeerIdentity.TEXT_MAX + " characters.")
                : null;
    }

    private static Closing refused(String text) {
        return new Closing("refused", text, false);
    }

    /** Name of the peer. */
    public String server() {
        return hello.server();
    }

    /** Which run of which server it is. */
    public String run() {
        return hello.run();
    }

    /** Whether it may hear of desktops and send lines. */
    public boolean open() {
        return open;
    }

    /** The answer to the greeting. */
    public PeerChallenge challenge() {
        String proof = self.proof(PeerIdentity.End.SERVER, hello.nonce(), nonce);
        return new PeerChallenge(self.server(), self.run(), nonce, proof);
    }

    /** Looks at the proof: a {@link PeerWelcome}, or the {@link Closing} that refuses. */
    public ServerFrame judge(PeerProof proof, List<Long> own) {
        boolean known =
                !open && self.proved(proof.proof(), PeerIdentity.End.CLIENT, hello.nonce(), nonce);
        if (!known) {
            return refused(OTHER_KEY);
        }
        Closing elsewhere = site(proof.peripherals(), own);
        open = elsewhere == null;
        return open ? new PeerWelcome() : elsewhere;
    }

    /** The peer's CTI Server has these switches from now on; the refusal, or null. */
    public Closing site(List<Long> theirs, List<Long> own) {
        peripherals = List.copyOf(theirs);
        return site(own);
    }

    /** Our CTI Server has these switches from now on; the refusal, or null (BEH-273). */
    public Closing site(List<Long> own) {
        boolean known = !own.isEmpty() && !peripherals.isEmpty();
        if (!known || peripherals.stream().anyMatch(own::contains)) {
            return null;
        }
        open = false;
        return refused(
                "Peers must have one CTI Server, or one pair, in common: "
                        + self.server()
                        + " has the peripherals "
                        + own
                        + ", "
                        + server()
                        + " has "
                        + peripherals
                        + ". Name the same CTI Server at both, or take the peer away.");
    }
}
