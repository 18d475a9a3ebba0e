package org.jackfield.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;

import org.junit.jupiter.api.Test;

class TlsIdentityTest {

    @Test
    void aKeyThatSignsSlowlyIsLeftToTheJdkWhoseHandshakesHaveThreadsOfTheirOwn() {
        assertThat(TlsIdentity.provider("RSA")).isEqualTo(SslProvider.JDK);
        assertThat(TlsIdentity.provider("EC")).isEqualTo(SslContext.defaultServerProvider());
    }
}
