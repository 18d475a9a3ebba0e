/**
 * A member of a gateway group on Aeron Cluster: gives inputs their order, keeps them, seeds and
 * purges.
 */
package org.jackfield.gateway.cluster;
