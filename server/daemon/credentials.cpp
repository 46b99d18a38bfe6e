// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/credentials.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace shoal::daemon {

namespace {

using Wish = config::RunAs::Wish;

// What getgrouplist() is given at first; it says when that is too small.
constexpr int kUsualGroups = 64;

template <class Id> std::optional<Id> asNumber(const Bytes& text)
{
    Id number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    // The highest number means "leave it" to the system calls.
    const bool whole = error == std::errc() && end == text.data() + text.size() && number != static_cast<Id>(-1);
    return whole ? std::optional(number) : std::nullopt;
}

tl::unexpected<Error> wrong(const Wish& wish, const Bytes& sentence)
{
    return fail(ErrorCode::InvalidArgument, wish.from + " " + sentence);
}

std::vector<gid_t> groupsOf(const Bytes& user, gid_t group)
{
    int count = kUsualGroups;
    std::vector<gid_t> groups(static_cast<size_t>(count));
    while (::getgrouplist(user.c_str(), group, groups.data(), &count) < 0)
        groups.resize(std::max(groups.size() * 2, static_cast<size_t>(count)));
    groups.resize(static_cast<size_t>(count));
    return groups;
}

// Without the primary group when the user is a number that nobody has.
struct Account
{
    uid_t user;
    std::optional<gid_t> group;
    Bytes name;
    Bytes home;
    bool isKnown;
};

Account accountOf(const passwd& entry)
{
    return {entry.pw_uid, entry.pw_gid, entry.pw_name, entry.pw_dir && *entry.pw_dir ? entry.pw_dir : "/", true};
}

Result<Account> findUser(const Wish& wish)
{
    if (const passwd* entry = ::getpwnam(wish.name.c_str()))
        return accountOf(*entry);
    const auto number = asNumber<uid_t>(wish.name);
    if (!number)
        return wrong(wish, "asks for the user " + printable(wish.name) +
                               ", but this machine has no such user; create it, or name another");
    if (const passwd* entry = ::getpwuid(*number))
        return accountOf(*entry);
    return Account{*number, std::nullopt, wish.name, "/", false};
}

Result<gid_t> findGroup(const Wish& wish)
{
    if (const group* entry = ::getgrnam(wish.name.c_str()))
        return entry->gr_gid;
    if (const auto number = asNumber<gid_t>(wish.name))
        return *number;
    return wrong(wish, "asks for the group " + printable(wish.name) +
                           ", but this machine has no such group; create it, or name another");
}

Account ourselves()
{
    const uid_t user = ::geteuid();
    if (const passwd* entry = ::getpwuid(user))
        return accountOf(*entry);
    return {user, ::getegid(), std::to_string(user), "/", false};
}

Result<Account> userOrOurselves(const std::optional<Wish>& wish)
{
    return wish ? findUser(*wish) : ourselves();
}

// Somebody who is not root can only be who he is.
Result<void> checkReachable(const config::RunAs& wishes, const Credentials& wanted)
{
    if (::geteuid() == 0)
        return {};
    if (wishes.user && wanted.user != ::geteuid())
        return wrong(*wishes.user, "asks for the user " + printable(wishes.user->name) +
                                       ", but shoald was started by " + printable(ourselves().name) +
                                       "; start it as root or as " + printable(wishes.user->name));
    if (wishes.group && wanted.group != ::getegid())
        return wrong(*wishes.group, "asks for the group " + printable(wishes.group->name) +
                                        ", but shoald was started with another one; start it as root, or with newgrp");
    return {};
}

void takeEnvironment(const Credentials& credentials)
{
    ::setenv("HOME", credentials.home.c_str(), 1);
    ::setenv("USER", credentials.name.c_str(), 1);
    ::setenv("LOGNAME", credentials.name.c_str(), 1);
    for (const char* name :
         {"XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "MAIL"})
        ::unsetenv(name);
}

} // namespace

Bytes Credentials::owner() const
{
    const struct group* entry = ::getgrgid(group);
    return name + ":" + (entry ? Bytes(entry->gr_name) : std::to_string(group));
}

Bytes ourOwner()
{
    return Credentials{::geteuid(), ::getegid(), {}, ourselves().name, {}}.owner();
}

Result<std::optional<Credentials>> findCredentials(const config::RunAs& wishes)
{
    if (!wishes.user && !wishes.group)
        return std::optional<Credentials>();
    const auto account = userOrOurselves(wishes.user);
    if (!account)
        return fail(account.error());
    Credentials found{account->user, account->group.value_or(0), {}, account->name, account->home};
    if (wishes.group) {
        const auto group = findGroup(*wishes.group);
        if (!group)
            return fail(group.error());
        found.group = *group;
    } else if (!account->group) {
        return wrong(*wishes.user, "asks for the user number " + account->name +
                                       ", whom this machine does not know; name his group with // DAEMON_GID=...");
    }
    found.groups = account->isKnown ? groupsOf(account->name, found.group) : std::vector<gid_t>{found.group};
    if (auto reachable = checkReachable(wishes, found); !reachable)
        return fail(reachable.error());
    return std::optional(std::move(found));
}

Result<void> takeCredentials(const Credentials& credentials)
{
    // Only root may set groups; the others have been checked to be who they should be.
    if (::geteuid() != 0)
        return {};
    const auto failed = [&credentials](const char* what) {
        return fail(systemError(errno, Bytes("cannot take on the ") + what + " of " + printable(credentials.name)));
    };
    if (::setgroups(credentials.groups.size(), credentials.groups.data()) != 0)
        return failed("groups");
    if (::setresgid(credentials.group, credentials.group, credentials.group) != 0)
        return failed("group");
    if (credentials.user != 0) {
        if (::setresuid(credentials.user, credentials.user, credentials.user) != 0)
            return failed("user");
        if (::setuid(0) == 0)
            return fail(ErrorCode::Io, "the rights of root could not be given up");
        // Nothing that this process could ever start gets more rights than it has.
        (void)::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    }
    takeEnvironment(credentials);
    if (::chdir("/") != 0)
        return failed("working directory");
    return {};
}

} // namespace shoal::daemon
