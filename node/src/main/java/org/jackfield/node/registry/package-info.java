/** Settings as a tree of keys, kept as text files that a registry editor writes and reads. */
package org.jackfield.node.registry;
