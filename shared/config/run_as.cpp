// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/run_as.h"

#include "shared/config/config_source.h"

namespace shoal::config {

namespace {

constexpr ByteView kFileEnding = ".conf";

ByteView baseName(ByteView path)
{
    return path.substr(path.rfind('/') + 1);
}

// USER.GROUP of NAME.USER.GROUP.conf.
ByteView credentialsOf(ByteView path)
{
    ByteView base = baseName(path);
    const ByteView ending = base.ends_with(kPartsFolderEnding) ? kPartsFolderEnding : kFileEnding;
    if (!base.ends_with(ending))
        return {};
    base.remove_suffix(ending.size());
    const size_t dot = base.find('.');
    return dot == ByteView::npos ? ByteView{} : base.substr(dot + 1);
}

} // namespace

Bytes instanceNameOf(ByteView path)
{
    const ByteView base = baseName(path);
    const ByteView name = base.substr(0, base.find('.'));
    return name.empty() ? "default" : Bytes(name);
}

RunAs runAs(const LineMap& lines, const DaemonDirectives& directives, Findings& findings)
{
    const auto byDirective = [&](const Bytes& name, Position at, ByteView key) {
        return RunAs::Wish{name, placed(lines, at, key)};
    };
    RunAs result;
    if (directives.group)
        result.group = byDirective(*directives.group, directives.groupAt, "DAEMON_GID");
    if (directives.user) {
        result.user = byDirective(*directives.user, directives.userAt, "DAEMON_UID");
        return result;
    }
    const ByteView words = credentialsOf(lines.name());
    if (words.empty())
        return result;
    const Bytes from = printable(lines.name()) + ": the file's name";
    const size_t dot = words.find('.');
    const ByteView user = words.substr(0, dot);
    const ByteView group = dot == ByteView::npos ? ByteView{} : words.substr(dot + 1);
    if (user.empty() || (dot != ByteView::npos && group.empty()) || group.find('.') != ByteView::npos) {
        findings.error({1, 1}, "the file's name has to be NAME.conf, NAME.USER.conf or NAME.USER.GROUP.conf; for names "
                               "with dots write // DAEMON_UID=... and // DAEMON_GID=... into the file");
        return result;
    }
    result.user = RunAs::Wish{Bytes(user), from};
    if (!result.group && !group.empty())
        result.group = RunAs::Wish{Bytes(group), from};
    return result;
}

} // namespace shoal::config
