package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Who says that it is a member, and from where. */
class MemberPlacesTest {

    private static MemberPlaces where(String... addressesOfA) {
        return new MemberPlaces(
                ClusterSettings.members("A=gw-a:20000,B=gw-b:20000"),
                host -> host.equals("gw-a") ? List.of(addressesOfA) : List.of());
    }

    @Test
    void aMemberAtAnyAddressOfItsNameIsTaken() {
        assertThat(where("10.0.0.1").doubt("A=[10.0.0.1]")).isNull();
        assertThat(where("10.0.0.1", "10.9.0.1").doubt("A=[10.9.0.1]")).isNull();
        assertThat(where("10.0.0.1").doubt("A=[0:0:0:0:0:0:0:1, 10.0.0.1]")).isNull();
    }

    @Test
    void oneAtAnotherAddressIsDoubtedWithBothAddressesNamed() {
        assertThat(where("10.0.0.1").doubt("A=[10.0.0.4]"))
                .isEqualTo("member A (gw-a) is at 10.0.0.1, and asks from 10.0.0.4");
    }

    /** A name that is not known for the moment must keep nobody away. */
    @Test
    void whereANameIsNotKnownNothingIsDoubted() {
        assertThat(where().doubt("A=[10.0.0.4]")).isNull();
        assertThat(where("10.0.0.1").doubt("A=[]")).isNull();
        assertThat(where("10.0.0.1").doubt("B=[10.0.0.4]")).isNull();
        assertThat(where("10.0.0.1").doubt("nonsense")).isNull();
    }

    @Test
    void theClaimTravelsBesideTheSecretAndDoesNotChangeIt() {
        byte[] shown = new SecretShown("secret", "A=[10.0.0.1]").encodedCredentials();
        assertThat(SecretShown.secret(shown)).isEqualTo("secret".getBytes(StandardCharsets.UTF_8));
        assertThat(SecretShown.claim(shown)).isEqualTo("A=[10.0.0.1]");
        assertThat(SecretShown.claim(new SecretShown("secret").encodedCredentials())).isEmpty();
    }
}
