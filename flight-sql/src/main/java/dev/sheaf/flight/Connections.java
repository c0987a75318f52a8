// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.flight.RequestContext;
import org.apache.arrow.flight.auth2.Auth2Constants;
import org.apache.arrow.flight.grpc.RequestContextAdapter;
import org.jspecify.annotations.Nullable;

/// Numbers the clients' connections and tells which one a call came in over, and when one is gone. Arrow's JDBC driver
/// closes its connection without closing its session.
final class Connections extends ServerTransportFilter {
    private static final Attributes.Key<Long> NUMBER = Attributes.Key.create("sheaf-connection");

    private final FlightSessions sessions;
    private final AtomicLong count = new AtomicLong();

    Connections(FlightSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        return attributes.toBuilder().set(NUMBER, count.incrementAndGet()).build();
    }

    @Override
    public void transportTerminated(@Nullable Attributes attributes) {
        Long number = attributes == null ? null : attributes.get(NUMBER);
        if (number != null) {
            sessions.disconnected(number);
        }
    }

    /// Tells a call's session which connection it came in over; runs after the call was authenticated.
    static final class Interceptor implements ServerInterceptor {
        private final FlightSessions sessions;

        Interceptor(FlightSessions sessions) {
            this.sessions = sessions;
        }

        @Override
        public <RequestT, ResponseT> ServerCall.Listener<RequestT> interceptCall(
                ServerCall<RequestT, ResponseT> call,
                Metadata headers,
                ServerCallHandler<RequestT, ResponseT> next) {
            Long number = call.getAttributes().get(NUMBER);
            RequestContext context = RequestContextAdapter.REQUEST_CONTEXT_KEY.get();
            String session = context == null ? null : context.get(Auth2Constants.PEER_IDENTITY_KEY);
            if (number != null && session != null) {
                sessions.usedBy(session, number);
            }
            return next.startCall(call, headers);
        }
    }
}
