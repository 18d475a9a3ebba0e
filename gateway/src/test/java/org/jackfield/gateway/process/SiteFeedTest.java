package org.jackfield.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.ctiserver.CtiServerMachine;
import org.jackfield.gateway.ctiserver.CtiServerSettings;
import org.jackfield.gateway.ctiserver.ScriptedReads;
import org.jackfield.gateway.member.Member;
import org.jackfield.gateway.member.MemberInput;
import org.jackfield.gateway.member.MemberOutput;
import org.jackfield.gateway.member.MemberSettings;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.SettingSet;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** The returning member: what it was given of the site must stand in nobody's way. */
class SiteFeedTest {

    private final Deque<Envelope> submitted = new ArrayDeque<>();
    private final List<Input> handedIn = new ArrayList<>();
    private final Member member =
            new Member(
                    MemberSettings.DEFAULTS,
                    0,
                    1,
                    "A",
                    new CtiServerMachine(0, 1, CtiServerSettings.DEFAULTS, new ScriptedReads()));

    private SiteFeed feed(List<Input> known) {
        return new SiteFeed(
                member,
                known::contains,
                input -> {
                    handedIn.add(input);
                    take(new MemberInput.Offer(input));
                });
    }

    private void take(MemberInput input) {
        member.onInput(
                input,
                1_000,
                output -> {
                    if (output instanceof MemberOutput.Submit submit) {
                        submitted.add(submit.envelope());
                    }
                });
    }

    private void applyNext() {
        take(new MemberInput.Applied(submitted.poll(), List.of()));
    }

    private static List<Input> settings(int many) {
        return IntStream.range(0, many)
                .<Input>mapToObj(each -> new SettingSet("Setting" + each, "1"))
                .toList();
    }

    @Test
    void nothingIsHandedInBeforeTheMemberIsInTheOrderOfInputs() {
        SiteFeed feed = feed(List.of());
        feed.add(settings(3));
        take(new MemberInput.Start());
        feed.pass();
        assertThat(handedIn).isEmpty();
        assertThat(feed.done()).isFalse();

        applyNext();
        feed.pass();
        assertThat(handedIn).containsExactlyElementsOf(settings(3));
        assertThat(feed.done()).isTrue();
    }

    @Test
    void thousandsAreHandedInAFewAtATimeSoThatALifeSignWaitsForFewOnly() {
        SiteFeed feed = feed(List.of());
        feed.add(settings(5_000));
        take(new MemberInput.Start());
        applyNext();
        int most = 0;
        while (!feed.done()) {
            feed.pass();
            most = Math.max(most, member.waiting());
            applyNext();
        }
        assertThat(handedIn).containsExactlyElementsOf(settings(5_000));
        assertThat(most).isLessThanOrEqualTo(50);
    }

    @Test
    void whatTheGroupKnowsAlreadyIsNotHandedInAtAll() {
        SiteFeed feed = feed(settings(5_000).subList(0, 4_999));
        feed.add(settings(5_000));
        take(new MemberInput.Start());
        applyNext();
        feed.pass();
        assertThat(handedIn).containsExactly(settings(5_000).getLast());
        assertThat(feed.told()).isEqualTo("site data: 1 of 5000 records handed in");
        assertThat(feed.done()).isTrue();
    }
}
