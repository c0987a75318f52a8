// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.protocol;

import dev.sheaf.cluster.protocol.ClusterMessage.AbandonQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.CancelQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.Members;
import dev.sheaf.cluster.protocol.ClusterMessage.ProgressReport;
import dev.sheaf.cluster.protocol.ClusterMessage.QueryReleased;
import dev.sheaf.cluster.protocol.ClusterMessage.ReleaseQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.ReportProgress;
import dev.sheaf.cluster.protocol.ClusterMessage.StartTask;
import dev.sheaf.cluster.protocol.ClusterMessage.TaskEnded;
import dev.sheaf.cluster.protocol.ClusterMessage.WorkerStatus;

/// The agents of a node and how they are called: the worker by the name of its node, the others by `role@node`.
///
/// @param node the node's name, which has no `@`
public record AgentName(Role role, String node) {
    /// What an agent does on its node.
    public enum Role {
        /// Runs tasks.
        WORKER,
        /// Has queries run.
        COORDINATOR,
        /// Decides which workers there are.
        REGISTRY,
        /// Says how its worker is to the registries, and minds whether coordinators live.
        ATTENDANT
    }

    private static final String COORDINATOR = "coordinator@";
    private static final String REGISTRY = "registry@";
    private static final String ATTENDANT = "attendant@";

    public static AgentName of(String agent) {
        if (agent.startsWith(COORDINATOR)) {
            return new AgentName(Role.COORDINATOR, agent.substring(COORDINATOR.length()));
        }
        if (agent.startsWith(REGISTRY)) {
            return new AgentName(Role.REGISTRY, agent.substring(REGISTRY.length()));
        }
        return agent.startsWith(ATTENDANT)
                ? new AgentName(Role.ATTENDANT, agent.substring(ATTENDANT.length()))
                : new AgentName(Role.WORKER, agent);
    }

    public static String coordinator(String node) {
        return COORDINATOR + node;
    }

    public static String registry(String node) {
        return REGISTRY + node;
    }

    public static String attendant(String node) {
        return ATTENDANT + node;
    }

    /// Whether the agent lives on the side of a connection that is called.
    public boolean coordinates() {
        return role == Role.COORDINATOR || role == Role.REGISTRY;
    }

    /// Whether such an agent has any use for that message.
    public boolean takes(ClusterMessage message) {
        return role == switch (message) {
            case StartTask _, CancelQuery _, ReleaseQuery _, ReportProgress _, AbandonQuery _ -> Role.WORKER;
            case TaskEnded _, QueryReleased _, ProgressReport _ -> Role.COORDINATOR;
            case WorkerStatus _ -> Role.REGISTRY;
            case Members _ -> Role.ATTENDANT;
        };
    }
}
