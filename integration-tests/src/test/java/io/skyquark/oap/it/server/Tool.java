// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs of the machine that the tests call: interpreters and the clients of package registries. */
public final class Tool {

    private Tool() {
    }

    /** Runs a command and gives what went wrong, nothing where it ended with code 0. */
    public static Optional<String> run(List<String> command, Duration atMost) {
        if (command.get(0).startsWith("/") && !Files.isExecutable(Path.of(command.get(0)))) {
            return Optional.of("there is no " + command.get(0));
        }
        var name = Path.of(command.get(0)).getFileName().toString();
        try (var process = ChildProcess.start(name, command, Map.of(), ServerLaunch.newDirectory(name))) {
            return process.awaitExit(atMost).code() == 0 ? Optional.empty() : Optional.of(process.log().strip());
        } catch (UncheckedIOException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Installs packages of npm's registry, with all that they need, unless they are there from an earlier run. Scripts of the packages are not run.
     *
     * @param folder gets a folder {@code node_modules}
     * @param packages name, an at sign, and the exact version
     * @return what went wrong
     */
    public static Optional<String> npmInstall(Path folder, String... packages) {
        var missing = new ArrayList<String>();
        for (var wanted : packages) {
            int at = wanted.lastIndexOf('@');
            var description = folder.resolve("node_modules").resolve(wanted.substring(0, at)).resolve("package.json");
            if (!versionIs(description, wanted.substring(at + 1))) {
                missing.add(wanted);
            }
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        var command = new ArrayList<>(List.of("npm", "install", "--prefix", folder.toString(), "--no-audit", "--no-fund", "--ignore-scripts"));
        command.addAll(List.of(packages));
        return run(command, Duration.ofMinutes(3));
    }

    private static boolean versionIs(Path description, String version) {
        try {
            return Files.exists(description) && Files.readString(description).contains("\"version\": \"" + version + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
