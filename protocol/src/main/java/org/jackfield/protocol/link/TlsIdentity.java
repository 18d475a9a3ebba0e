package org.jackfield.protocol.link;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/**
 * By what a server shows who it is. Read once, when its port is opened.
 *
 * @param certificate PEM file: the server's certificate, then those that vouch for it
 * @param key PEM file: its private key in PKCS#8, without a password
 */
public record TlsIdentity(Path certificate, Path key) {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /**
     * Ready for use.
     *
     * @throws ListenException when a file cannot be read or is no such thing
     */
    SslContext context() {
        readable(certificate, "certificate");
        readable(key, "private key");
        try {
            return SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .sslProvider(provider(keyAlgorithm()))
                    .protocols(PROTOCOLS)
                    .build();
        } catch (IOException | CertificateException | IllegalArgumentException unusable) {
            throw new ListenException(
                    "TLS: "
                            + certificate
                            + " and "
                            + key
                            + " are not usable: "
                            + WebSocketClient.text(unusable)
                            + "; give a PEM certificate and its key in PKCS#8 without a password",
                    unusable);
        }
    }

    /**
     * Who computes. BoringSSL, where Netty finds it, signs on the thread that serves all
     * connections: with a key on a curve in some hundredths of a millisecond, with a long RSA key
     * in several, too long for a thousand desktops at once. The JDK signs on threads of its own.
     */
    static SslProvider provider(String keyAlgorithm) {
        return keyAlgorithm.equals("EC") ? SslContext.defaultServerProvider() : SslProvider.JDK;
    }

    private String keyAlgorithm() throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(certificate)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(pem)
                    .getPublicKey()
                    .getAlgorithm();
        }
    }

    private static void readable(Path file, String what) {
        if (!Files.isReadable(file)) {
            throw new ListenException(
                    "TLS: the " + what + " " + file + " cannot be read; name a PEM file", null);
        }
    }
}
