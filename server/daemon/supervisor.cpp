// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/supervisor.h"

#include "shared/base/log.h"

#include <algorithm>
#include <csignal>
#include <sys/wait.h>

namespace shoal::daemon {

namespace {

Bytes howItEnded(int waitStatus)
{
    if (WIFSIGNALED(waitStatus))
        return "was ended by signal " + std::to_string(WTERMSIG(waitStatus));
    return "ended with exit code " + std::to_string(WEXITSTATUS(waitStatus));
}

void warn(const Bytes& lines)
{
    for (size_t start = 0; start < lines.size();) {
        const size_t end = std::min(lines.find('\n', start), lines.size());
        qCWarning(logConfig, "%s", lines.substr(start, end - start).c_str());
        start = end + 1;
    }
}

// The value of `key` in the words of sd_notify(3).
std::optional<Bytes> valueOf(const Bytes& state, const Bytes& key)
{
    const Bytes lines = "\n" + state + "\n";
    const size_t at = lines.find("\n" + key + "=");
    if (at == Bytes::npos)
        return std::nullopt;
    const size_t start = at + key.size() + 2;
    return lines.substr(start, lines.find('\n', start) - start);
}

const Candidate& candidateOf(const std::vector<Candidate>& found, const Bytes& path)
{
    return *std::find_if(found.begin(), found.end(), [&](const Candidate& one) { return one.path == path; });
}

} // namespace

Supervisor::Supervisor(Bytes folder, Clock& clock, process::ServiceNotifier& notifier)
    : m_folder(std::move(folder)), m_clock(clock), m_notifier(notifier)
{}

Supervisor::~Supervisor()
{
    m_clock.cancel(m_look);
    for (auto& [path, instance] : m_instances) {
        m_clock.cancel(instance.restart);
        m_clock.cancel(instance.kill);
    }
}

// --- The folder -------------------------------------------------------------------------------------

Result<std::vector<Candidate>> Supervisor::look(InstancePlan& plan) const
{
    auto found = findCandidates(m_folder);
    if (!found)
        return found;
    std::vector<Identity> running;
    for (const auto& [path, instance] : m_instances)
        if (instance.process && !instance.isGone)
            running.push_back(instance.identity);
    plan = makePlan(*found, running);
    return found;
}

Result<void> Supervisor::readFolder()
{
    InstancePlan plan;
    const auto found = look(plan);
    if (!found)
        return fail(found.error());
    if (found->empty())
        qCWarning(logConfig, "%s holds no config: put NAME.conf there and send SIGHUP", printable(m_folder).c_str());
    apply(plan, *found);
    return {};
}

void Supervisor::apply(const InstancePlan& plan, const std::vector<Candidate>& found)
{
    // An instance that does not run and whose config is gone is forgotten.
    std::erase_if(m_instances, [&](auto& entry) {
        const bool isListed =
            std::any_of(found.begin(), found.end(), [&](const auto& c) { return c.path == entry.first; });
        if (!isListed)
            m_clock.cancel(entry.second.restart);
        return !isListed && !entry.second.process;
    });
    for (const Bytes& path : plan.stop) {
        qCInfo(logEngine, "%s is gone: its instance stops", printable(path).c_str());
        m_instances.at(path).isGone = true;
        stop(m_instances.at(path));
    }
    for (const auto& [path, reason] : plan.refused)
        refuse(path, reason);
    for (const auto& [path, reason] : plan.unchanged) {
        warn(reason);
        qCWarning(logConfig, "%s: the running instance goes on with its old config", printable(path).c_str());
        // Its log is opened anew all the same.
        m_instances.at(path).process->channel().sendReload(std::nullopt);
    }
    for (const Bytes& path : plan.reload)
        reload(m_instances.at(path), candidateOf(found, path));
    startAll(plan.start, found);
    tellStatus();
}

void Supervisor::startAll(const std::vector<Bytes>& paths, const std::vector<Candidate>& found)
{
    for (const Bytes& path : paths) {
        Instance& instance = m_instances[path];
        instance.identity = Identity::of(candidateOf(found, path));
        instance.policy = {};
        instance.isGone = false;
        // One that is still stopping is started when it has.
        if (!instance.process)
            start(instance);
    }
}

void Supervisor::refuse(const Bytes& path, const Bytes& reason)
{
    warn(reason);
    Instance& instance = m_instances[path];
    m_clock.cancel(instance.restart);
    instance.identity = {path, config::instanceNameOf(path), {}, 0};
    instance.status = "refused, see the log";
    instance.refusedPrint = config::fingerprintOf(path).value_or("");
    qCWarning(logConfig, "%s is not started before its config changes", printable(path).c_str());
    if (m_look == 0)
        m_look = m_clock.after(kLookAgain, [this] { lookAtRefused(); });
}

void Supervisor::lookAtRefused()
{
    m_look = 0;
    const auto isRefused = [](const auto& entry) { return entry.second.refusedPrint.has_value(); };
    const bool changed = std::any_of(m_instances.begin(), m_instances.end(), [&](const auto& entry) {
        return isRefused(entry) && config::fingerprintOf(entry.first).value_or("") != *entry.second.refusedPrint;
    });
    if (changed && !m_stopped)
        startWhatIsRight();
    if (m_look == 0 && std::any_of(m_instances.begin(), m_instances.end(), isRefused))
        m_look = m_clock.after(kLookAgain, [this] { lookAtRefused(); });
}

// Nobody asked for anything, so nothing else happens: a folder in the middle of being edited stops no instance.
void Supervisor::startWhatIsRight()
{
    InstancePlan plan;
    const auto found = look(plan);
    if (!found)
        return;
    for (const auto& [path, reason] : plan.refused) {
        const auto known = m_instances.find(path);
        const bool isSame = known != m_instances.end() && known->second.refusedPrint == config::fingerprintOf(path);
        if (!isSame)
            refuse(path, reason);
    }
    std::vector<Bytes> corrected;
    std::copy_if(plan.start.begin(), plan.start.end(), std::back_inserter(corrected), [this](const Bytes& path) {
        const auto known = m_instances.find(path);
        return known != m_instances.end() && known->second.refusedPrint;
    });
    startAll(corrected, *found);
    tellStatus();
}

void Supervisor::reload(Instance& instance, const Candidate& candidate)
{
    instance.identity = Identity::of(candidate);
    if (!instance.process->channel().sendReload(candidate.source))
        qCWarning(logConfig, "%s: the instance does not listen, and goes on with its old config",
                  printable(candidate.path).c_str());
}

// --- Processes --------------------------------------------------------------------------------------

void Supervisor::start(Instance& instance)
{
    m_clock.cancel(instance.restart);
    instance.restart = 0;
    instance.refusedPrint.reset();
    instance.isLeaving = false;
    instance.isReady = false;
    instance.startedNs = m_clock.monotonicNs();
    instance.status = "starting";
    auto process = InstanceProcess::start(instance.identity.path);
    if (!process) {
        plansRestart(instance, Ending::Failed, process.error().context);
        return;
    }
    instance.process = std::move(*process);
    // References into a map stay valid.
    instance.process->channel().onState = [this, &instance](const Bytes& state) { took(instance, state); };
    qCInfo(logEngine, "instance %s starts as process %d", printable(instance.identity.name).c_str(),
           instance.process->pid());
}

void Supervisor::stop(Instance& instance)
{
    m_clock.cancel(instance.restart);
    instance.restart = 0;
    if (!instance.process || instance.isLeaving)
        return;
    instance.isLeaving = true;
    instance.process->signal(SIGTERM);
    instance.kill = m_clock.after(kStopTimeout, [&instance] {
        qCWarning(logEngine, "instance %s does not stop: it is killed", printable(instance.identity.name).c_str());
        instance.process->signal(SIGKILL);
    });
}

void Supervisor::childrenEnded()
{
    for (auto next = m_instances.begin(); next != m_instances.end();) {
        Instance& instance = (next++)->second;
        int status = 0;
        if (instance.process && ::waitpid(instance.process->pid(), &status, WNOHANG) == instance.process->pid())
            ended(instance, status);
    }
    tellStatus();
    finishStop();
}

void Supervisor::ended(Instance& instance, int waitStatus)
{
    const Bytes how = howItEnded(waitStatus);
    instance.process.reset();
    m_clock.cancel(instance.kill);
    instance.kill = 0;
    if (!instance.isLeaving && !m_stopped) {
        plansRestart(instance, endingOf(waitStatus), how);
        return;
    }
    qCInfo(logEngine, "instance %s %s", printable(instance.identity.name).c_str(), how.c_str());
    instance.status = "stopped";
    if (instance.isGone)
        m_instances.erase(instance.identity.path);
    else if (!m_stopped)
        start(instance);
}

void Supervisor::plansRestart(Instance& instance, Ending ending, const Bytes& how)
{
    const Bytes name = printable(instance.identity.name);
    const auto wait =
        instance.policy.ended(ending, std::chrono::nanoseconds(m_clock.monotonicNs() - instance.startedNs));
    if (wait) {
        qCWarning(logEngine, "instance %s %s; it is started again in %lld s", name.c_str(), how.c_str(),
                  static_cast<long long>(std::chrono::duration_cast<std::chrono::seconds>(*wait).count()));
        instance.status = "failed, starts again soon";
        instance.restart = m_clock.after(*wait, [this, &instance] {
            start(instance);
            tellStatus();
        });
    } else if (ending == Ending::BadConfig) {
        refuse(instance.identity.path, "instance " + name + " " + how + ": it cannot run with its config");
    } else {
        qCInfo(logEngine, "instance %s %s: somebody stopped it; SIGHUP to this process starts it again", name.c_str(),
               how.c_str());
        instance.status = "stopped by hand";
    }
}

void Supervisor::took(Instance& instance, const Bytes& state)
{
    if (valueOf(state, "READY"))
        instance.isReady = true;
    if (const auto status = valueOf(state, "STATUS"))
        instance.status = *status;
    tellStatus();
}

// --- All of them ------------------------------------------------------------------------------------

void Supervisor::tellStatus()
{
    if (m_stopped)
        return;
    size_t running = 0;
    bool isStarting = false;
    Bytes each;
    for (const auto& [path, instance] : m_instances) {
        running += instance.process && instance.isReady ? 1 : 0;
        isStarting = isStarting || (instance.process && !instance.isReady);
        each += "; " + instance.identity.name + ": " + instance.status;
    }
    const Bytes text = std::to_string(running) + " of " + std::to_string(m_instances.size()) + " instances run" + each;
    // Ready is who has tried: an instance that cannot start does not hold up the others.
    if (!m_isReady && !isStarting) {
        m_isReady = true;
        m_notifier.ready(text);
    } else {
        m_notifier.status(text);
    }
}

void Supervisor::stop(std::function<void()> done)
{
    m_stopped = std::move(done);
    m_notifier.stopping();
    for (auto& [path, instance] : m_instances)
        stop(instance);
    finishStop();
}

void Supervisor::finishStop()
{
    const auto runs = [](const auto& entry) { return entry.second.process != nullptr; };
    if (m_stopped && std::none_of(m_instances.begin(), m_instances.end(), runs))
        std::exchange(m_stopped, [] {})();
}

void Supervisor::killAll()
{
    for (auto& [path, instance] : m_instances)
        if (instance.process)
            instance.process->signal(SIGKILL);
}

} // namespace shoal::daemon
