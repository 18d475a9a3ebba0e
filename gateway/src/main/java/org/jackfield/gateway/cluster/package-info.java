/**
 * A member of a gateway group on Aeron Cluster: gives inputs their order, keeps them, drops old
 * ones.
 */
package org.jackfield.gateway.cluster;
