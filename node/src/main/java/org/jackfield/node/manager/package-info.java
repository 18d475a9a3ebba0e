/** What the node manager decides: start order, restarts, back-off, limits. Told the time. */
package org.jackfield.node.manager;
