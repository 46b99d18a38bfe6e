// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/instance.h"
#include "desktop/ui/secret_tool.h"

#include <QWizard>

namespace shoal::ui {

class JoinPage;
class StartPage;

// Creates a share, joins one, or writes the config files of servers. What somebody has filled in stays when the
// instance refuses it.
class ShareWizard final : public QWizard
{
    Q_OBJECT

public:
    enum Page { Start, Create, NewShare, Join, Servers, ServersTarget, ServersDone };

    // Both outlive it.
    ShareWizard(models::Instance& instance, SecretTool& secrets, QWidget* parent = nullptr);

    // Begins with joining the share of this link or secret, whatever it is.
    void openLink(const QString& link);

Q_SIGNALS:
    // `share`: its full id in hexadecimal.
    void shareAdded(const QString& share);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    StartPage* m_start;
    JoinPage* m_join;
};

} // namespace shoal::ui
