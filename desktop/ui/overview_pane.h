// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/ui/page_context.h"
#include "desktop/ui/share_pane.h"

class QFormLayout;
class QLabel;
class QProgressBar;

namespace shoal::ui {

class RateChart;

// What a share is doing and holds, its rates, and what its file system cannot guarantee.
class OverviewPane final : public SharePane
{
    Q_OBJECT

public:
    explicit OverviewPane(const PageContext& context, QWidget* parent = nullptr);

    void setShare(const models::Share& share) override;
    QString title() const override;

protected:
    void setShown(bool shown) override;
    void retranslate() override;

private:
    void showShare();

    const PageContext m_context;
    models::Share m_share;
    QFormLayout* const m_form;
    QLabel* const m_state;
    QProgressBar* const m_progress;
    QLabel* const m_content;
    QLabel* const m_peers;
    QLabel* const m_permission;
    QLabel* const m_archive;
    QLabel* const m_guarantees;
    RateChart* const m_chart;
};

} // namespace shoal::ui
