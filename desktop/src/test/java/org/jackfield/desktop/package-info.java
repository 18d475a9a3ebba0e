/** Tests of the pages and of the JavaScript CIL. */
package org.jackfield.desktop;
