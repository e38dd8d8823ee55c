package io.holdfast.benchmarks.outbox;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Under which conditions the figures came about; without them they say nothing.
 *
 * @param described what does not change
 * @param commitsBefore commits a second of one client, before everything
 * @param commitsAfter the same, after everything
 */
record Conditions(Map<String, String> described, double commitsBefore, double commitsAfter) {

    /** Whether the disk was the same at the end as at the beginning, roughly. */
    boolean areSteady() {
        double ratio = commitsAfter / commitsBefore;
        return ratio <= 2 && ratio >= 0.5;
    }

    static Map<String, String> describe(Server server) throws Exception {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("commit", commit());
        described.put("startedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        described.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        described.put("memory", memory());
        described.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        described.put("java", Runtime.version().toString());
        described.put("heap", (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
        described.put("postgresql", server.query("SHOW server_version"));
        described.put("fsync", server.query("SHOW fsync"));
        described.put("synchronous_commit", server.query("SHOW synchronous_commit"));
        described.put("shared_buffers", server.query("SHOW shared_buffers"));
        described.put("loadBefore", load());
        return described;
    }

    /** How many threads ran or wanted to, in the last minute. */
    static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String memory() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return (system.getTotalMemorySize() >> 20) + " MiB";
    }

    private static String commit() throws InterruptedException {
        String head = git("rev-parse", "--short=12", "HEAD");
        return head.isEmpty()
                ? "unknown"
                : head + (git("status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : " with changes");
    }

    private static String git(String... arguments) throws InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? said : "";
        } catch (IOException e) {
            System.getLogger(Conditions.class.getName()).log(System.Logger.Level.DEBUG, "No git here", e);
            return "";
        }
    }
}
