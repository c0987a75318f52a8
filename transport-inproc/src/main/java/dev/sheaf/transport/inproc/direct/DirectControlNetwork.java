// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.direct;

import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.control.Mailbox;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/// The control network of agents that live in one process: messages pass by reference.
public final class DirectControlNetwork implements ControlNetwork {
    private static final int QUEUE_CHUNK = 64;

    private final ConcurrentMap<String, DirectMailbox> mailboxes = new ConcurrentHashMap<>();

    @Override
    public Mailbox open(String agent) {
        DirectMailbox mailbox = new DirectMailbox(agent);
        if (mailboxes.putIfAbsent(agent, mailbox) != null) {
            throw new IllegalStateException("the mailbox of " + agent + " is open already");
        }
        return mailbox;
    }

    @Override
    public void send(String from, String to, ControlMessage message) {
        DirectMailbox mailbox = mailboxes.get(to);
        if (mailbox != null) {
            mailbox.put(new Mailbox.Letter(from, message));
        }
    }

    @Override
    public void close() {
        mailboxes.values().forEach(DirectMailbox::close);
    }

    private final class DirectMailbox implements Mailbox {
        private final String agent;
        private final MessagePassingQueue<Letter> letters = new MpscUnboundedVarHandleArrayQueue<>(QUEUE_CHUNK);
        private final WaitList waiting = new WaitList();
        private volatile boolean closed;

        DirectMailbox(String agent) {
            this.agent = agent;
        }

        void put(Letter letter) {
            letters.offer(letter);
            waiting.wakeAll();
        }

        @Override
        public @Nullable Letter poll() {
            return letters.poll();
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
