// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/ui/page_context.h"

#include <QWidget>

#include <functional>

class QLabel;
class QMenu;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace shoal::ui {

class ElidedLabel;
class SharePane;

// All of one share: a head with its name, its folder and what can be done with it, and tabs.
class SharePage final : public QWidget
{
    Q_OBJECT

public:
    enum class Tab { Overview, Peers, Transfers, History, Conflicts, Problems, Archive, Ignored };

    explicit SharePage(const PageContext& context, QWidget* parent = nullptr);

    // The present state of the share to show.
    void setShare(const models::Share& share);
    QString shareId() const { return m_share.id; }
    void showTab(Tab tab);
    // False: something that was typed is not saved; `leave` is called once that may be dropped.
    bool mayLeave(std::function<void()> leave);

Q_SIGNALS:
    // Somebody wants to give the share to another device.
    void shareRequested(const QString& id);
    void optionsRequested(const QString& id);
    // An archive of what is in it now.
    void snapshotRequested(const QString& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    void addPane(SharePane* pane);
    void makeMenu();
    void showHead();
    void showTitles();
    void togglePaused();
    void remove();
    void retranslate();

    const PageContext m_context;
    models::Share m_share;
    QLabel* const m_icon;
    ElidedLabel* const m_name;
    ElidedLabel* const m_dir;
    QPushButton* const m_open;
    QPushButton* const m_pause;
    QPushButton* const m_give;
    QToolButton* const m_more;
    QMenu* const m_menu;
    QAction* m_rescan = nullptr;
    QAction* m_options = nullptr;
    QAction* m_snapshot = nullptr;
    QAction* m_remove = nullptr;
    QTabWidget* const m_tabs;
    QList<SharePane*> m_panes; // in the order of Tab
};

} // namespace shoal::ui
