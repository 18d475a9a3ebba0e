package org.jackfield.protocol.link;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;

import java.nio.file.Path;

import javax.net.ssl.SSLException;

/** Whom a client believes. Made once and used for all its connections: they share what it costs. */
public final class TlsTrust {

    /** Those whom the JDK believes; read when first needed. */
    private static final class OfTheJdk {

        private static final SslContext CONTEXT = make(SslContextBuilder.forClient(), "the JDK's");
    }

    private final SslContext context;

    private TlsTrust(SslContext context) {
        this.context = context;
    }

    /**
     * Servers whose certificate is one of these, or vouched for by one.
     *
     * @param certificates a PEM file
     * @throws IllegalArgumentException when it cannot be read or is no such thing
     */
    public static TlsTrust of(Path certificates) {
        SslContextBuilder builder = SslContextBuilder.forClient();
        try {
            builder.trustManager(certificates.toFile());
        } catch (IllegalArgumentException unusable) {
            throw refused(certificates.toString(), unusable);
        }
        return new TlsTrust(make(builder, certificates.toString()));
    }

    private static SslContext make(SslContextBuilder builder, String whose) {
        try {
            return builder.build();
        } catch (SSLException unusable) {
            throw refused(whose, unusable);
        }
    }

    private static IllegalArgumentException refused(String whose, Exception cause) {
        return new IllegalArgumentException(
                "TLS: the certificates to believe, " + whose + ", are not usable: name a PEM file",
                cause);
    }

    static SslContext context(TlsTrust trust) {
        return trust == null ? OfTheJdk.CONTEXT : trust.context;
    }
}
