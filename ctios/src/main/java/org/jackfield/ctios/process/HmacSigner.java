package org.jackfield.ctios.process;

import org.jackfield.ctios.session.TokenSigner;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs with HMAC-SHA-256: {@code BASE64(text).BASE64(signature)}. Not for several threads. */
final class HmacSigner implements TokenSigner {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES_MIN = 16;

    private final Mac mac;

    /**
     * @param key the same at all servers of the site; at least 16 bytes
     */
    HmacSigner(byte[] key) {
        if (key.length < KEY_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "TokenKey has "
                            + key.length
                            + " bytes; give at least "
                            + KEY_BYTES_MIN
                            + ", the same at both servers");
        }
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    @Override
    public String sign(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(bytes) + "." + base64.encodeToString(mac.doFinal(bytes));
    }

    @Override
    public String verified(String token) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return null;
        }
        try {
            byte[] text = Base64.getUrlDecoder().decode(token.substring(0, dot));
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            boolean right = MessageDigest.isEqual(signature, mac.doFinal(text));
            return right ? new String(text, StandardCharsets.UTF_8) : null;
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }
}
