// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallInfo;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightMethod;
import org.apache.arrow.flight.FlightServerMiddleware;
import org.apache.arrow.flight.RequestContext;
import org.apache.arrow.flight.auth2.Auth2Constants;
import org.jspecify.annotations.Nullable;

/// Lets no call through without a session. A handshake with name and password opens one and is answered with a bearer
/// token; all other calls bring the token.
final class AuthenticationMiddleware implements FlightServerMiddleware {
    private final @Nullable String newToken;

    private AuthenticationMiddleware(@Nullable String newToken) {
        this.newToken = newToken;
    }

    @Override
    public void onBeforeSendingHeaders(CallHeaders outgoing) {
        if (newToken != null) {
            outgoing.insert(Auth2Constants.AUTHORIZATION_HEADER, Auth2Constants.BEARER_PREFIX + newToken);
        }
    }

    @Override
    public void onCallCompleted(CallStatus status) {
        // A session ends by being idle, not with a call.
    }

    @Override
    public void onCallErrored(Throwable failure) {
        // The call tells its client; nothing of it is kept here.
    }

    /// Looks at each call before it starts.
    static final class Factory implements FlightServerMiddleware.Factory<AuthenticationMiddleware> {
        private final @Nullable FlightUsers users;
        private final FlightSessions sessions;

        /// @param users null when nobody has to log in
        Factory(@Nullable FlightUsers users, FlightSessions sessions) {
            this.users = users;
            this.sessions = sessions;
        }

        @Override
        public AuthenticationMiddleware onCallStarted(CallInfo call, CallHeaders headers, RequestContext context) {
            try {
                return authenticate(call, headers, context);
            } catch (SheafException refused) {
                throw FlightErrors.of(refused);
            }
        }

        private AuthenticationMiddleware authenticate(CallInfo call, CallHeaders headers, RequestContext context) {
            String header = headers.get(Auth2Constants.AUTHORIZATION_HEADER);
            if (header == null) {
                if (users != null) {
                    throw refused("log in with name and password first");
                }
                return known(context, sessions.anonymous());
            }
            if (starts(header, Auth2Constants.BEARER_PREFIX)) {
                String token = header.substring(Auth2Constants.BEARER_PREFIX.length()).strip();
                return known(context, sessions.ofToken(token));
            }
            if (!starts(header, Auth2Constants.BASIC_PREFIX)) {
                throw refused("authorization is by name and password or by a bearer token");
            }
            if (call.method() != FlightMethod.HANDSHAKE) {
                throw refused("name and password belong to the handshake, other calls bring its token");
            }
            String user = user(header.substring(Auth2Constants.BASIC_PREFIX.length()).strip());
            FlightSessions.Opened opened = sessions.open(user);
            context.put(Auth2Constants.PEER_IDENTITY_KEY, opened.session().id());
            return new AuthenticationMiddleware(opened.token());
        }

        private static AuthenticationMiddleware known(RequestContext context, FlightSession session) {
            context.put(Auth2Constants.PEER_IDENTITY_KEY, session.id());
            return new AuthenticationMiddleware(null);
        }

        private String user(String credentials) {
            String text;
            try {
                text = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException _) {
                throw refused("name and password are no Base64");
            }
            int colon = text.indexOf(':');
            if (users == null) {
                return FlightSessions.ANONYMOUS;
            }
            if (colon < 1 || !users.matches(text.substring(0, colon), text.substring(colon + 1))) {
                throw refused("wrong name or password");
            }
            return text.substring(0, colon);
        }

        private static boolean starts(String header, String prefix) {
            return header.regionMatches(true, 0, prefix, 0, prefix.length());
        }

        private static SheafException refused(String why) {
            return new SheafException(ErrorCode.AUTHENTICATION_FAILED, why);
        }
    }
}
