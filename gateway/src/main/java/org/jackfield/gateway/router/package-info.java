/**
 * From a dialed number by its plan to an agent: greeting, hours, queues, overflow, offers, ring no
 * answer. Deterministic; speaks of calls and agents by their ids only.
 */
package org.jackfield.gateway.router;
