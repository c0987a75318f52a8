// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.simulated;

import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.control.Mailbox;
import dev.sheaf.core.control.MessageCodec;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Control messages that travel as bytes and take their time, in order between two agents. What an agent tells itself
/// stays as it is and comes at once.
final class SimulatedControlNetwork implements ControlNetwork {
    private final Chance chance;
    private final MessageCodec codec;
    private final Map<String, SimulatedMailbox> mailboxes = new HashMap<>();
    private final Map<Pair, Long> lastArrivalNanos = new HashMap<>();

    private record Pair(String from, String to) {}

    SimulatedControlNetwork(Chance chance, MessageCodec codec) {
        this.chance = chance;
        this.codec = codec;
    }

    @Override
    public Mailbox open(String agent) {
        SimulatedMailbox mailbox = new SimulatedMailbox(agent);
        if (mailboxes.putIfAbsent(agent, mailbox) != null) {
            throw new IllegalStateException("the mailbox of " + agent + " is open already");
        }
        return mailbox;
    }

    @Override
    public void send(String from, String to, ControlMessage message) {
        if (from.equals(to)) {
            deliver(to, new Mailbox.Letter(from, message));
            return;
        }
        byte[] bytes = codec.encode(from, message);
        long number = chance.nextSent();
        long arrivalNanos = Math.max(
                chance.arrivalNanos(from, to), lastArrivalNanos.getOrDefault(new Pair(from, to), Long.MIN_VALUE));
        lastArrivalNanos.put(new Pair(from, to), arrivalNanos);
        chance.at(arrivalNanos, () -> {
            chance.arrived(number);
            deliver(to, new Mailbox.Letter(from, codec.decode(bytes)));
        });
    }

    private void deliver(String to, Mailbox.Letter letter) {
        SimulatedMailbox mailbox = mailboxes.get(to);
        if (mailbox != null) {
            mailbox.put(letter);
        }
    }

    @Override
    public void close() {
        List<SimulatedMailbox> open = new ArrayList<>(mailboxes.values());
        open.forEach(SimulatedMailbox::close);
    }

    private final class SimulatedMailbox implements Mailbox {
        private final String agent;
        private final ArrayDeque<Letter> letters = new ArrayDeque<>();
        private final WaitList waiting = new WaitList();
        private boolean closed;

        SimulatedMailbox(String agent) {
            this.agent = agent;
        }

        void put(Letter letter) {
            letters.addLast(letter);
            waiting.wakeAll();
        }

        @Override
        public @Nullable Letter poll() {
            return letters.pollFirst();
        }

        @Override
        public void waitForLetter(Waker waker) {
            waiting.add(waker);
            if (closed || !letters.isEmpty()) {
                waiting.wakeAll();
            }
        }

        @Override
        public void close() {
            closed = true;
            mailboxes.remove(agent, this);
            waiting.wakeAll();
        }
    }
}
