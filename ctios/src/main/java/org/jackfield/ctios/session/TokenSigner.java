package org.jackfield.ctios.session;

/**
 * Signs tokens with the key that all CTI OS servers of a site share. A pure function of key and
 * text.
 */
public interface TokenSigner {

    /** The text with its signature. */
    String sign(String text);

    /** The text of a token, or null when its signature is not by this key. */
    String verified(String token);
}
