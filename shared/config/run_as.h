// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/config/diagnostics.h"
#include "shared/config/directives.h"

#include <optional>

namespace shoal::config {

// Whose rights an instance is to have, by name or number, as its config says. Nothing given: those of who starts it.
struct RunAs
{
    struct Wish
    {
        Bytes name; // or number
        Bytes from; // who wants it, to begin a sentence: "/etc/shoal/mail.conf:1:4: DAEMON_UID"
    };
    std::optional<Wish> user;
    std::optional<Wish> group; // none: the user's primary group
};

// The instance of a config: its file name up to the first dot; "default" when there is nothing before it.
Bytes instanceNameOf(ByteView path);

// From the file's name - NAME.USER.conf, NAME.USER.GROUP.conf, the same with .conf.d - and the directives, which go
// before it: DAEMON_UID replaces user and group of the name, DAEMON_GID alone the group. A name with more words is an
// error unless DAEMON_UID says who is meant; a name that does not end so says nothing.
RunAs runAs(const LineMap& lines, const DaemonDirectives& directives, Findings& findings);

} // namespace shoal::config
