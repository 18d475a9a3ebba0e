package org.jackfield.gateway.process;

import org.jackfield.gateway.member.Member;
import org.jackfield.protocol.log.Input;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Hands in what a process was given of the site, once it is in the order of inputs: a few at a
 * time, so that nobody's life signs and calls wait behind thousands, and only what the group does
 * not know already, so that a member that comes back disturbs nobody. On the gateway's loop.
 */
final class SiteFeed {

    /** So many wait for their place in the log at most. */
    private static final int WAITING_MAX = 50;

    private final Member member;
    private final Predicate<Input> known;
    private final Consumer<Input> offer;
    private final Deque<Input> left = new ArrayDeque<>();
    private int added;
    private int handedIn;

    /**
     * A feed with nothing in it.
     *
     * @param known true for what the member's replica holds already
     * @param offer hands an input in for the member
     */
    SiteFeed(Member member, Predicate<Input> known, Consumer<Input> offer) {
        this.member = member;
        this.known = known;
        this.offer = offer;
    }

    /** More to hand in, after what is there. */
    void add(Collection<? extends Input> inputs) {
        left.addAll(inputs);
        added += inputs.size();
    }

    /** How much of it the group did not know, in words. */
    String told() {
        return "site data: " + handedIn + " of " + added + " records handed in";
    }

    /** True when something can be handed in now. */
    boolean ready() {
        return !left.isEmpty() && member.live() && member.waiting() < WAITING_MAX;
    }

    /** True when all was handed in. */
    boolean done() {
        return left.isEmpty() && member.live();
    }

    /** Hands in what can be handed in now. */
    void pass() {
        while (ready()) {
            Input next = left.poll();
            if (!known.test(next)) {
                handedIn++;
                offer.accept(next);
            }
        }
    }
}
