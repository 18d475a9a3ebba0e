/** JSON as the house writes and reads it: objects, texts, whole numbers, truth values, lists. */
package org.jackfield.protocol.json;
