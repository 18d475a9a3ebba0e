package org.jackfield.simulation.switchyard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A certificate for this machine's loopback that nobody vouches for, made by the JDK's keytool: for
 * tests and measurements with TLS.
 *
 * @param certificate PEM file; also what a client must believe
 * @param key PEM file
 */
public record SelfMadeCertificate(Path certificate, Path key) {

    private static final String ALIAS = "loopback";
    private static final String STORE_PASSWORD = "only for a moment";
    private static final int KEYTOOL_SECONDS = 60;
    private static final int LINE = 64;

    /** Makes one; the files are in this folder. */
    public static SelfMadeCertificate in(Path folder) {
        Path store = folder.resolve("loopback.p12");
        Program.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        STORE_PASSWORD,
                        "-keystore",
                        store.toString()),
                Map.of(),
                KEYTOOL_SECONDS,
                line -> {});
        try {
            char[] password = STORE_PASSWORD.toCharArray();
            KeyStore made = KeyStore.getInstance(store.toFile(), password);
            SelfMadeCertificate pem =
                    new SelfMadeCertificate(
                            folder.resolve("loopback.crt"), folder.resolve("loopback.key"));
            write(pem.certificate, "CERTIFICATE", made.getCertificate(ALIAS).getEncoded());
            write(pem.key, "PRIVATE KEY", made.getKey(ALIAS, password).getEncoded());
            Files.delete(store);
            return pem;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new SwitchyardException("the certificate of keytool is unreadable", unreadable);
        }
    }

    private static void write(Path file, String what, byte[] der) throws IOException {
        String body =
                Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n",
                StandardCharsets.US_ASCII);
    }
}
