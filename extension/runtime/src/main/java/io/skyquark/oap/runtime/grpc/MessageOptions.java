// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;

/** What files of messages say about their fields beside names and types: rules for validation, routes. */
public final class MessageOptions {

    private MessageOptions() {
    }

    /**
     * Takes the place of {@link FileDescriptor#internalUpdateFileDescriptor}, which parses the description of a file once more when its classes are loaded, to
     * find the options among the fields that it did not know. They stay such fields.
     */
    public static void internalUpdateFileDescriptor(FileDescriptor file, ExtensionRegistry options) {
        // Nothing here asks for options.
    }
}
