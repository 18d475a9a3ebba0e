/** Any message as readable text or as JSON, from the schema's own tables. */
package org.jackfield.protocol.text;
