// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>

namespace shoal::models {

// The options of an instance or a share, as `options` and `share_options` answer, and what a person has changed of them
// but not saved. A list counts as one text with commas between.
class OptionsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, Default, Meaning, ColumnCount };

    struct Option
    {
        QString name;
        QJsonValue value, byDefault;
        QString meaning;
        bool isFixed = false;
        int fileLine = 0; // where, when it is fixed
        int min = 0, max = 0;
        QString unit;

        bool isFlag() const { return byDefault.isBool(); }
        bool isNumber() const { return byDefault.isDouble(); }
        bool isList() const { return byDefault.isArray() && !isPeriods(); }
        // A list of objects, which has a page of its own.
        bool isPeriods() const { return name == QLatin1String("weekly_limits"); }
    };

    explicit OptionsModel(QObject* parent = nullptr);

    // What was changed and not saved is forgotten.
    void load(const QJsonArray& options);
    // For "/etc/shoal/www.conf, line 7".
    void setConfigFile(const QString& path);

    // Null when there is none; valid until the next load().
    const Option* find(const QString& name) const;
    int rowOf(const QString& name) const; // -1
    const Option& option(int row) const { return m_options[row]; }
    // As it is going to be: a bool, a number, a text, or a QJsonArray of periods.
    QVariant current(const QString& name) const;
    // False when it is fixed or not of its kind or range.
    bool change(const QString& name, const QVariant& value);
    void reset(const QString& name); // to the default
    bool isDefault(const QString& name) const;
    // For set_options and set_share_options; null is the default.
    QJsonObject changes() const;
    bool hasChanges() const { return !m_changes.isEmpty(); }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void loaded();
    void changed(const QString& name);

private:
    void take(int row, const QJsonValue& value);
    QString textOf(const Option& option, const QVariant& value) const;
    QString hint(const Option& option) const;

    QList<Option> m_options;
    QMap<QString, QJsonValue> m_changes;
    QString m_configFile;
};

} // namespace shoal::models
