// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.http;

import java.util.Locale;

/** How one parameter of a handler method gets its value. {@link #toString()} is the line that the inventory shows. */
sealed interface Parameter {

    /** Where a text argument is in the request; the lower-case name is the method of the run-time class {@code HttpArguments}. */
    enum Source {
        PATH, PARAM, HEADER
    }

    /**
     * An argument that is converted from text.
     *
     * @param type the class name or the primitive, without {@code Optional} around it
     * @param constants whether the type is an enum
     * @param optional whether the parameter is an {@code Optional}
     * @param mayBeMissing whether a request without it is fine
     * @param defaultValue used where it is missing, or {@code null}
     */
    record Text(Source source, String name, String type, boolean constants, boolean optional, boolean mayBeMissing, String defaultValue) implements Parameter {

        @Override
        public String toString() {
            var simple = type.substring(type.lastIndexOf('.') + 1);
            var missing = defaultValue != null ? ", default " + defaultValue : mayBeMissing ? ", optional" : "";
            return source.name().toLowerCase(Locale.ROOT) + " " + name + ": " + simple + missing;
        }
    }

    /** The body as a protobuf message, binary or JSON. */
    record Message(String type) implements Parameter {

        @Override
        public String toString() {
            return "body: " + type;
        }
    }

    /** The body as a JSON array of protobuf messages. */
    record Messages(String type) implements Parameter {

        @Override
        public String toString() {
            return "body: list of " + type;
        }
    }

    /** The JSON body as an object of a plain class. */
    record Json(String type) implements Parameter {

        @Override
        public String toString() {
            return "body: JSON of " + type;
        }
    }

    /** The body through one of upstream's own converters, which has a constructor without parameters. */
    record Converted(String converter, String type) implements Parameter {

        @Override
        public String toString() {
            return "body: " + type + " by " + converter;
        }
    }

    /** The whole request. */
    record Request() implements Parameter {

        @Override
        public String toString() {
            return "request";
        }
    }

    /** Armeria's context, which no handler uses: {@code null}. */
    record Context() implements Parameter {

        @Override
        public String toString() {
            return "context, always null";
        }
    }
}
